-- Tubes of which somebody was told something until then, and has not confirmed it since: those that
-- may have to be raised. Whether they have is for the rules to say.
SELECT n.tube, n.party, n.message, n.person, n."at", (
  SELECT COALESCE(MAX(e.step), 0) FROM notice_escalation e INDEXED BY notice_escalation_of
  WHERE e.region = ?1 AND e.tube = n.tube AND e.party = n.party AND e.message = n.message
    AND e.person IS NOT DISTINCT FROM n.person AND e.seq > n.seq
) FROM (
  SELECT MAX(seq) AS seq FROM notice
  WHERE region = ?1 GROUP BY tube, party, message, person
) last JOIN notice n ON n.region = ?1 AND n.seq = last.seq
WHERE n."at" <= ?2 AND NOT EXISTS (
  SELECT 1 FROM acknowledgement a INDEXED BY acknowledgement_of
  WHERE a.region = ?1 AND a.tube = n.tube AND a.party = n.party AND a.message = n.message
    AND a.person IS NOT DISTINCT FROM n.person AND a.seq > n.seq
) ORDER BY n.seq
