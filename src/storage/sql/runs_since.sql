SELECT p.lab, r.valid, r.recorded_at >= ?2, COUNT(*) FROM run r
JOIN plate p ON p.region = r.region AND p.code = r.plate
WHERE r.region = ?1 AND r.recorded_at >= ?3 GROUP BY 1, 2, 3
