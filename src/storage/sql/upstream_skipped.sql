UPDATE upstream_skip SET done_at = ?4 WHERE region = ?1 AND upstream = ?2 AND upto = ?3
