INSERT INTO result_part (region, plate, digest, kept_at, bytes)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING
