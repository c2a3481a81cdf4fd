SELECT lab, "call", COUNT(*) FROM "call"
WHERE region = ?1 AND recorded_at >= ?2 GROUP BY 1, 2
