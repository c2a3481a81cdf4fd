-- A notice told again must be confirmed again. Unconfirmed ones first, newest first. Delivered is
-- when the first endpoint took it, raised the moment of each step since it was told.
SELECT n.tube, n.party, n.message, n.person, n.seq, n."at", a."at", a.staff, (
  SELECT MIN(d.changed_at) FROM endpoint p CROSS JOIN delivery d
    ON d.region = ?1 AND d.endpoint = p.number AND d.notice = n.seq AND d.state = 2
  WHERE p.region = ?1
), (
  SELECT group_concat(e.step || ' ' || e.recorded_at, ' ') FROM notice_escalation e
    INDEXED BY notice_escalation_of
  WHERE e.region = ?1 AND e.tube = n.tube AND e.party = n.party AND e.message = n.message
    AND e.person IS n.person AND e.seq > n.seq
) FROM (
  SELECT tube, party, message, person, "at", MAX(seq) AS seq FROM notice
  WHERE region = ?1 AND (?3 IS NULL OR party = ?3) GROUP BY tube, party, message, person
) n LEFT JOIN acknowledgement a INDEXED BY acknowledgement_of ON a.region = ?1
  AND a.tube = n.tube AND a.party = n.party AND a.message = n.message
  AND a.person IS n.person AND a.seq > n.seq
GROUP BY n.seq
ORDER BY a.seq IS NOT NULL, n.seq DESC LIMIT ?2
