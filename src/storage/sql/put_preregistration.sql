INSERT INTO preregistration (region, reference, made_at, sealed, site, expected_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
