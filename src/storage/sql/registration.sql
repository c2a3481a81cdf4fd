SELECT seq, scan_id, person, round, tube, previous FROM registration
WHERE region = ?1 AND seq = ?2
