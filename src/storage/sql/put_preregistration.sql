INSERT INTO preregistration (region, reference, made_at, sealed) VALUES (?1, ?2, ?3, ?4)
