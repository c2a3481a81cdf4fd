-- Deliveries from the newest notice back; what waits beyond the cursor has no row yet.
SELECT n.seq, e.number, e.name, n.party, n.message, n.tube, n.person, n."at",
  COALESCE(d.state, 1), COALESCE(d.attempts, 0), d.changed_at, d.fault, n.scan_id
FROM notice n JOIN endpoint e ON e.region = n.region
LEFT JOIN delivery d ON d.region = n.region AND d.endpoint = e.number AND d.notice = n.seq
WHERE n.region = ?1 AND n.seq <= ?4
  AND (n.seq < ?4 OR e.number < ?5)
  AND (n.party = ?3 OR ?3 IS NULL)
  AND (d.state IS NOT NULL OR (n.seq > e.served_upto
    AND (e.parties >> CAST(n.party AS INTEGER)) & 1 <> 0
    AND (e.messages >> CAST(n.message AS INTEGER)) & 1 <> 0))
  AND (COALESCE(d.state, 1) = ?2 OR ?2 IS NULL)
ORDER BY n.seq DESC, e.number DESC LIMIT ?6
