INSERT INTO signing_key (region, purpose, number, made_at)
SELECT ?1, ?2, COALESCE(MAX(number), 0) + 1, ?3 FROM signing_key
WHERE region = ?1 AND purpose = ?2
