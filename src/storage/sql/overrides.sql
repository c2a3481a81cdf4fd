-- Every override with how it was settled, newest first.
SELECT o.seq, o."at", o.staff, o.device, o.supervisor, o.person, o.tube,
  r.resolution, r."at", r.staff
FROM check_override o
LEFT JOIN resolution r ON r.region = o.region AND r.discrepancy = o.seq
WHERE o.region = ?1 AND o.seq < ?2 ORDER BY o.seq DESC LIMIT ?3
