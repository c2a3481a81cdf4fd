-- Published outcomes beyond ?2 and up to ?3 in their order, each as it was published, with its tube
-- and whether its call was amended before and why. Blind samples are nobody's outcome.
SELECT p.seq, p.tube, p."call", p."at", p.recorded_at, t.lab, t.accession, t.people,
  t.first_swab_at, t.received_at, EXISTS (
    SELECT 1 FROM amendment a
    WHERE a.region = ?1 AND a.tube = p.tube AND a.seq < p.seq
  ), (
    SELECT r.reason FROM amendment_reason r
    WHERE r.region = ?1 AND r.tube = p.tube AND r.seq < p.seq ORDER BY r.seq DESC LIMIT 1
  )
FROM publication p LEFT JOIN tube t ON t.region = p.region AND t.code = p.tube
WHERE p.region = ?1 AND p.seq > ?2 AND p.seq <= ?3 AND t.blind IS NULL
ORDER BY p.seq LIMIT ?4
