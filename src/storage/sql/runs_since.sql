SELECT p.lab, r.valid, COUNT(*) FROM run r
JOIN plate p ON p.region = r.region AND p.code = r.plate
WHERE r.region = ?1 AND r.recorded_at >= ?2 GROUP BY 1, 2
