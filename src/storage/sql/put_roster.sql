-- Batch 0 is none; of several the highest priority, the lowest number, wins.
INSERT INTO roster (region, person, batch, class, township, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (region, person) DO UPDATE SET
  batch = CASE
    WHEN batch = 0 THEN excluded.batch
    WHEN excluded.batch = 0 THEN batch
    ELSE MIN(batch, excluded.batch)
  END,
  class = MAX(class, excluded.class), sealed = excluded.sealed
