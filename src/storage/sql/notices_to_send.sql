-- The next notices for an endpoint, in order, with what the party needs: the lab that had the
-- tube, and until when its members are to be swabbed again, which the same command opened.
SELECT n.seq, n.scan_id, n.tube, n.person, n.party, n.message, n."at", t.lab, d.attempts, (
  SELECT MIN(r.due_at) FROM recollection_opening r
  WHERE r.region = ?1 AND r.seq BETWEEN n.seq - 200 AND n.seq
    AND r.scan_id = n.scan_id AND r.tube = n.tube
) FROM endpoint e
JOIN notice n ON n.region = e.region AND n.seq > ?3 AND n.seq <= ?4
LEFT JOIN tube t ON t.region = n.region AND t.code = n.tube
LEFT JOIN delivery d ON d.region = n.region AND d.endpoint = e.number AND d.notice = n.seq
WHERE e.region = ?1 AND e.number = ?2
  AND (e.parties >> CAST(n.party AS INTEGER)) & 1 <> 0
  AND (e.messages >> CAST(n.message AS INTEGER)) & 1 <> 0
ORDER BY n.seq LIMIT ?5
