SELECT number, link FROM access WHERE region = ?1 ORDER BY number DESC LIMIT 1
