INSERT INTO head_mark (region, seq) VALUES (?1, ?2)
ON CONFLICT (region) DO UPDATE SET seq = excluded.seq
