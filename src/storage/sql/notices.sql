-- A notice told again must be confirmed again. Unconfirmed ones first, newest first.
SELECT n.tube, n.party, n.message, n.person, n."at", a."at", a.staff FROM (
  SELECT tube, party, message, person, "at", MAX(seq) AS seq FROM notice
  WHERE region = ?1 AND (?3 IS NULL OR party = ?3) GROUP BY tube, party, message, person
) n LEFT JOIN acknowledgement a INDEXED BY acknowledgement_of ON a.region = ?1
  AND a.tube = n.tube AND a.party = n.party AND a.message = n.message
  AND a.person IS n.person AND a.seq > n.seq
GROUP BY n.seq
ORDER BY a.seq IS NOT NULL, n.seq DESC LIMIT ?2
