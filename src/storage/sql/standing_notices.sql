-- A notice told again must be confirmed again, and is raised anew. As it stood at a fact.
SELECT n.tube, n.party, n.message, n.person, n."at", EXISTS (
  SELECT 1 FROM acknowledgement a INDEXED BY acknowledgement_of
  WHERE a.region = ?1 AND a.tube = n.tube AND a.party = n.party AND a.message = n.message
    AND a.person IS NOT DISTINCT FROM n.person
    AND a.seq BETWEEN n.seq AND ?2
), (
  SELECT COALESCE(MAX(e.step), 0) FROM notice_escalation e INDEXED BY notice_escalation_of
  WHERE e.region = ?1 AND e.tube = n.tube AND e.party = n.party AND e.message = n.message
    AND e.person IS NOT DISTINCT FROM n.person
    AND e.seq BETWEEN n.seq AND ?2
) FROM (
  SELECT MAX(seq) AS seq FROM notice
  WHERE region = ?1 AND seq <= ?2 GROUP BY tube, party, message, person
) last JOIN notice n ON n.region = ?1 AND n.seq = last.seq
