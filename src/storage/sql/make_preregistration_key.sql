INSERT INTO preregistration_key (region, number, made_at)
SELECT ?1, COALESCE(MAX(number), 0) + 1, ?2 FROM preregistration_key WHERE region = ?1
