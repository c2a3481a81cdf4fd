SELECT COALESCE(MAX(number), 0) + 1 FROM endpoint WHERE region = ?1
