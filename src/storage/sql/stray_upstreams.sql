SELECT number, reach FROM (
  SELECT number, CASE WHEN open_upto > sent_upto THEN open_upto ELSE sent_upto END AS reach
  FROM upstream WHERE region = ?1
) u WHERE reach > ?2
