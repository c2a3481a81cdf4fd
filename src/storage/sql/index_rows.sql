SELECT seq, scan_id, person, round FROM registration WHERE region = ?1 AND seq BETWEEN ?2 AND ?3
