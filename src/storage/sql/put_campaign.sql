INSERT INTO campaign (region, name, protocol, kits, key_check, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
