-- The same for those that are not delivered, which are few among all.
SELECT n.seq AS seq, e.number AS number, e.name, n.party, n.message, n.tube, n.person, n."at",
  d.state, d.attempts, d.changed_at, d.fault, n.scan_id
FROM endpoint e JOIN delivery d INDEXED BY delivery_open ON d.region = e.region
  AND d.endpoint = e.number AND d.state <> 2 AND d.state = ?2
JOIN notice n ON n.region = d.region AND n.seq = d.notice
WHERE e.region = ?1 AND n.seq <= ?4 AND (n.seq < ?4 OR e.number < ?5)
  AND (n.party = ?3 OR ?3 IS NULL)
UNION ALL
SELECT n.seq, e.number, e.name, n.party, n.message, n.tube, n.person, n."at",
  1, 0, NULL, NULL, n.scan_id
FROM endpoint e JOIN notice n ON n.region = e.region AND n.seq > e.served_upto
WHERE ?2 = 1 AND e.region = ?1 AND n.seq <= ?4 AND (n.seq < ?4 OR e.number < ?5)
  AND (n.party = ?3 OR ?3 IS NULL)
  AND (e.parties >> CAST(n.party AS INTEGER)) & 1 <> 0
  AND (e.messages >> CAST(n.message AS INTEGER)) & 1 <> 0
  AND NOT EXISTS (SELECT 1 FROM delivery d
    WHERE d.region = e.region AND d.endpoint = e.number AND d.notice = n.seq)
ORDER BY 1 DESC, 2 DESC LIMIT ?6
