-- How every upstream of the file stands; what waits lies beyond its cursor.
SELECT u.sent_upto, u.open_upto, u.sent, u.batches, u.attempts, u.held, u.tried_at, u.taken_at,
  u.fault, u.status, u.name, u.form, COUNT(p.seq), MIN(p.recorded_at)
FROM upstream u LEFT JOIN publication p ON p.region = u.region AND p.seq > u.sent_upto
WHERE u.region = ?1 AND u.listed = 1 GROUP BY u.region, u.number ORDER BY u.number
