SELECT code, strictest, first_swab_at,
  code IN (
    SELECT sampled FROM recollection
    WHERE region = ?1 AND open = 1 AND sampled IS NOT NULL
  )
FROM tube INDEXED BY tube_waiting
WHERE region = ?1 AND stage < 9 AND stage = 5 AND lab = ?2
