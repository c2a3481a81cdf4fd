SELECT seq, lab, 1, reason, until_at FROM lab_closing WHERE region = ?1 AND seq <= ?2
UNION ALL
SELECT seq, lab, 2, NULL, NULL FROM lab_opening WHERE region = ?1 AND seq <= ?2
UNION ALL
SELECT r.seq, p.lab, 3, r.valid, NULL FROM run r
  JOIN plate p ON p.region = r.region AND p.code = r.plate
WHERE r.region = ?1 AND r.seq <= ?2
UNION ALL
SELECT l.seq, l.lab, 4, l.tubes_per_hour, l.tests_left - COALESCE((
  SELECT CAST(SUM(s."count") AS BIGINT) FROM box_receipt b
    JOIN box_seal s ON s.region = b.region AND s.box_code = b.box_code
  WHERE b.region = l.region AND b.lab = l.lab AND b.seq > l.seq AND b.seq <= ?2
), 0) FROM lab_limit l WHERE l.region = ?1 AND l.seq <= ?2
ORDER BY 1
