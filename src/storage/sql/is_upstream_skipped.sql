SELECT 1 FROM upstream_skip
WHERE region = ?1 AND upstream = ?2 AND upto = ?3 AND done_at IS NULL
