SELECT code, site, tubes, routed, oldest_swab_at, in_time, start_at,
  COALESCE(strictest, 1), original
FROM box
WHERE region = ?1 AND stage IN (2, 3) ORDER BY sealed_at, code
