-- Deliveries from the newest notice back; what waits beyond the cursor has no row yet.
SELECT n.seq, e.number, e.name, n.party, n.message, n.tube, n.person, n."at",
  IFNULL(d.state, 1), IFNULL(d.attempts, 0), d.changed_at, d.fault, n.scan_id
FROM notice n JOIN endpoint e ON e.region = n.region
LEFT JOIN delivery d ON d.region = n.region AND d.endpoint = e.number AND d.notice = n.seq
WHERE n.region = ?1 AND n.seq <= ?4
  AND (n.seq < ?4 OR e.number < ?5)
  AND (?3 IS NULL OR n.party = ?3)
  AND (d.state IS NOT NULL OR (n.seq > e.served_upto
    AND (e.parties >> n.party) & 1 AND (e.messages >> n.message) & 1))
  AND (?2 IS NULL OR IFNULL(d.state, 1) = ?2)
ORDER BY n.seq DESC, e.number DESC LIMIT ?6
