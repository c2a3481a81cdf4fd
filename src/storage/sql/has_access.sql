SELECT 1 FROM access WHERE region = ?1 AND link = ?2
