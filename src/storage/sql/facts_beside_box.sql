-- Facts about a box as a whole that do not change its head; numbered as in `storage::fact`.
SELECT 36, seq FROM difference WHERE region = ?1 AND box_code = ?2 AND tube IS NULL
UNION ALL SELECT 38, r.seq FROM difference d
JOIN resolution r ON r.region = d.region AND r.discrepancy = d.seq
WHERE d.region = ?1 AND d.box_code = ?2 AND d.tube IS NULL
