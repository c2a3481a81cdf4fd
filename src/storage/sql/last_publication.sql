SELECT MAX(seq) FROM publication WHERE region = ?1 AND seq > ?2 AND seq <= ?3
