-- A new endpoint begins behind the fact ?6; one that is known goes on where it was.
INSERT INTO endpoint (region, number, name, parties, messages, served_upto, delivered)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
ON CONFLICT (region, name) DO UPDATE SET parties = excluded.parties, messages = excluded.messages
RETURNING number, served_upto
