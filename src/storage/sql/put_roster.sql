-- Batch 0 is none; of several the highest priority, the lowest number, wins.
INSERT INTO roster (region, person, batch, class, township, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (region, person) DO UPDATE SET
  batch = CASE
    WHEN roster.batch = 0 OR (excluded.batch > 0 AND excluded.batch < roster.batch)
    THEN excluded.batch ELSE roster.batch
  END,
  class = CASE WHEN roster.class < excluded.class THEN excluded.class ELSE roster.class END,
  sealed = excluded.sealed
