-- Tubes whose call was corrected, and why it was the last time; of before reasons were asked for,
-- nothing.
SELECT a.tube, (
  SELECT r.reason FROM amendment_reason r
  WHERE r.region = ?1 AND r.tube = a.tube ORDER BY r.seq DESC LIMIT 1
) FROM (SELECT DISTINCT tube FROM amendment WHERE region = ?1) a
