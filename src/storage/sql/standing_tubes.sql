SELECT lane, opened_at / 3600000, stage, lab, "call", COUNT(*), CAST(SUM(people) AS BIGINT)
FROM tube
WHERE region = ?1 GROUP BY 1, 2, 3, 4, 5
