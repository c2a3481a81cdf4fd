INSERT INTO round (region, id, starts_at, deadline_at, open) VALUES (?1, ?2, ?3, ?4, ?5)
