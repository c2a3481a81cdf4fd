SELECT tube, party, message, EXISTS (
  SELECT 1 FROM acknowledgement a
  WHERE a.region = ?1 AND a.seq <= ?2
    AND a.tube = n.tube AND a.party = n.party AND a.message = n.message
) FROM notice n WHERE region = ?1 AND seq <= ?2 GROUP BY tube, party, message
