SELECT COALESCE(MAX(number), 0) + 1 FROM upstream WHERE region = ?1
