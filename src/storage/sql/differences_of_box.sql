-- What was seen to be wrong with a box and with the tubes in it, and what became of that; numbered
-- as in `storage::fact`. The cross join begins at the box's few differences.
SELECT 36, seq FROM difference INDEXED BY difference_of_box WHERE region = ?1 AND box_code = ?2
UNION ALL SELECT 38, r.seq FROM difference d INDEXED BY difference_of_box
CROSS JOIN resolution r ON r.region = ?1 AND r.discrepancy = d.seq
WHERE d.region = ?1 AND d.box_code = ?2
