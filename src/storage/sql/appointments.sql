-- Who means to come to a site between two moments, the first first; entered twice, the newer stands
-- behind the older.
SELECT reference, sealed, expected_at FROM preregistration
WHERE region = ?1 AND site = ?2 AND expected_at >= ?3 AND expected_at < ?4
ORDER BY expected_at, made_at, reference LIMIT ?5
