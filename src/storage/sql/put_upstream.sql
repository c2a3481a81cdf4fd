-- A new upstream begins behind the fact ?4; one that is known goes on where it was.
INSERT INTO upstream (region, number, name, form, listed, sent_upto, open_upto, sent, batches,
  attempts, held)
VALUES (?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM upstream WHERE region = ?1),
  ?2, ?3, 1, ?4, 0, 0, 0, 0, 0)
ON CONFLICT (region, name) DO UPDATE SET form = excluded.form, listed = 1
RETURNING number
