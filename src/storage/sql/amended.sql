-- Tubes whose call was corrected, and why it was the last time; of before reasons were asked for,
-- nothing.
SELECT a.tube, (
  SELECT r.reason FROM amendment_reason r
  WHERE r.region = a.region AND r.tube = a.tube ORDER BY r.seq DESC LIMIT 1
) FROM (SELECT DISTINCT region, tube FROM amendment WHERE region = ?1) a
