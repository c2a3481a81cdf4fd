SELECT number, MAX(sent_upto, open_upto) FROM upstream
WHERE region = ?1 AND MAX(sent_upto, open_upto) > ?2
