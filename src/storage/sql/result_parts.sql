SELECT bytes FROM result_part WHERE region = ?1 AND plate = ?2 ORDER BY kept_at, digest
