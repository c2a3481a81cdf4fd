INSERT INTO signing_key (region, purpose, number, made_at) VALUES (?1, ?2, ?3, ?4)
