SELECT MIN(seq) FROM registration WHERE region = ?1
