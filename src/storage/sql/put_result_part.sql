INSERT INTO result_part (region, plate, digest, kept_at, bytes)
SELECT ?1, ?2, ?3, ?4, ?5
WHERE (SELECT COUNT(*) FROM result_part WHERE region = ?1 AND plate = ?2) < ?6
ON CONFLICT DO NOTHING
