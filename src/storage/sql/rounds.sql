SELECT id, starts_at, deadline_at, open FROM round WHERE region = ?1 ORDER BY id
