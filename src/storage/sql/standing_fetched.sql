SELECT b.site, MAX(h.first_at)
FROM (
  SELECT box_code, MIN("at") AS first_at FROM handover
  WHERE region = ?1 AND seq <= ?2 GROUP BY box_code
) h
JOIN box b ON b.region = ?1 AND b.code = h.box_code
GROUP BY b.site
