SELECT s.staff, CAST(SUM(s.count) AS BIGINT) FROM swab s
LEFT JOIN (
  SELECT collector, MAX(seq) AS seq FROM glove_change WHERE region = ?1 AND seq <= ?2
  GROUP BY collector
) g ON g.collector = s.staff
WHERE s.region = ?1 AND s.seq <= ?2 AND s.seq > COALESCE(g.seq, 0) GROUP BY s.staff
