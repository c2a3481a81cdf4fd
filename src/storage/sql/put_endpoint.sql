-- A new endpoint begins behind the fact ?5; one that is known goes on where it was.
INSERT INTO endpoint (region, number, name, parties, messages, served_upto, delivered)
VALUES (?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM endpoint WHERE region = ?1),
  ?2, ?3, ?4, ?5, 0)
ON CONFLICT (region, name) DO UPDATE SET parties = excluded.parties, messages = excluded.messages
RETURNING number, served_upto
