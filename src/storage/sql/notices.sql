-- A notice told again must be confirmed again. Unconfirmed ones first, newest first. Delivered is
-- when the first endpoint took it, raised the moment of each step since it was told.
SELECT n.tube, n.party, n.message, n.person, n.seq, n."at", a."at", a.staff, (
  SELECT MIN(d.changed_at) FROM endpoint p CROSS JOIN delivery d
    ON d.region = ?1 AND d.endpoint = p.number AND d.notice = n.seq AND d.state = 2
  WHERE p.region = ?1
), (
  SELECT string_agg(e.step || ' ' || e.recorded_at, ' ') FROM notice_escalation e
    INDEXED BY notice_escalation_of
  WHERE e.region = ?1 AND e.tube = n.tube AND e.party = n.party AND e.message = n.message
    AND e.person IS NOT DISTINCT FROM n.person AND e.seq > n.seq
) FROM (
  SELECT MAX(seq) AS seq FROM notice
  WHERE region = ?1 AND (party = ?3 OR ?3 IS NULL) GROUP BY tube, party, message, person
) last JOIN notice n ON n.region = ?1 AND n.seq = last.seq
LEFT JOIN acknowledgement a ON a.region = ?1 AND a.seq = (
  SELECT MIN(b.seq) FROM acknowledgement b INDEXED BY acknowledgement_of
  WHERE b.region = ?1 AND b.tube = n.tube AND b.party = n.party AND b.message = n.message
    AND b.person IS NOT DISTINCT FROM n.person AND b.seq > n.seq
)
ORDER BY a.seq IS NOT NULL, n.seq DESC LIMIT ?2
