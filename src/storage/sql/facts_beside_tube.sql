-- Facts about a tube that do not change its head; numbered as in `storage::fact`. The cross join
-- begins at the tube's few differences.
SELECT 34, seq FROM notice WHERE region = ?1 AND tube = ?2
UNION ALL SELECT 35, seq FROM acknowledgement WHERE region = ?1 AND tube = ?2
UNION ALL SELECT 57, seq FROM notice_escalation WHERE region = ?1 AND tube = ?2
UNION ALL SELECT 36, seq FROM difference WHERE region = ?1 AND tube = ?2
UNION ALL SELECT 38, r.seq FROM difference d
CROSS JOIN resolution r ON r.region = ?1 AND r.discrepancy = d.seq
WHERE d.region = ?1 AND d.tube = ?2
