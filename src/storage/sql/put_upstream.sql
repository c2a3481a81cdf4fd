-- A new upstream begins behind the fact ?5; one that is known goes on where it was.
INSERT INTO upstream (region, number, name, form, listed, sent_upto, open_upto, sent, batches,
  attempts, held)
VALUES (?1, ?2, ?3, ?4, 1, ?5, 0, 0, 0, 0, 0)
ON CONFLICT (region, name) DO UPDATE SET form = excluded.form, listed = 1
RETURNING number
