-- Open discrepancies, newest first; numbered as in `storage::fact`.
SELECT d.number, d.seq FROM (
  SELECT 36 AS number, seq FROM difference WHERE region = ?1
  UNION ALL SELECT 37, seq FROM kept_command WHERE region = ?1
  UNION ALL SELECT 41, seq FROM check_override WHERE region = ?1
) d WHERE NOT EXISTS (SELECT 1 FROM resolution r WHERE r.region = ?1 AND r.discrepancy = d.seq)
ORDER BY d.seq DESC LIMIT ?2
