-- Deliveries of notices that are none, and endpoints served beyond the last fact (?2).
SELECT d.endpoint, d.notice FROM delivery d WHERE d.region = ?1 AND NOT EXISTS (
  SELECT 1 FROM notice n WHERE n.region = d.region AND n.seq = d.notice
)
UNION ALL
SELECT e.number, e.served_upto FROM endpoint e WHERE e.region = ?1 AND e.served_upto > ?2
LIMIT 1000
