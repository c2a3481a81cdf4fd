-- A notice told again must be confirmed again.
SELECT tube, party, message, person, EXISTS (
  SELECT 1 FROM acknowledgement a INDEXED BY acknowledgement_of
  WHERE a.region = ?1 AND a.tube = n.tube AND a.party = n.party AND a.message = n.message
    AND a.person IS n.person
    AND a.seq BETWEEN n.seq AND ?2
) FROM (
  SELECT tube, party, message, person, MAX(seq) AS seq FROM notice
  WHERE region = ?1 AND seq <= ?2 GROUP BY tube, party, message, person
) n
