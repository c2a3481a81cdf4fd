UPDATE delivery SET state = 1 WHERE region = ?1 AND endpoint = ?2 AND notice = ?3 AND state = 3
