INSERT INTO roster (region, person, batch, class, township, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (region, person) DO UPDATE SET
  batch = MIN(batch, excluded.batch), class = MAX(class, excluded.class), sealed = excluded.sealed
