SELECT lab, "call", recorded_at >= ?2, COUNT(*) FROM "call"
WHERE region = ?1 AND recorded_at >= ?3 GROUP BY 1, 2, 3
