-- Dead letters that somebody asked to send again: they wait behind the cursor.
SELECT n.seq, n.scan_id, n.tube, n.person, n.party, n.message, n."at", t.lab, d.attempts, (
  SELECT MIN(r.due_at) FROM recollection_opening r
  WHERE r.region = ?1 AND r.seq BETWEEN n.seq - 200 AND n.seq
    AND r.scan_id = n.scan_id AND r.tube = n.tube
) FROM delivery d INDEXED BY delivery_open
JOIN notice n ON n.region = d.region AND n.seq = d.notice
LEFT JOIN tube t ON t.region = n.region AND t.code = n.tube
WHERE d.region = ?1 AND d.endpoint = ?2 AND d.notice <= ?3 AND d.state <> 2 AND d.state = 1
ORDER BY d.notice LIMIT ?4
