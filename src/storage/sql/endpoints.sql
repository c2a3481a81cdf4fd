-- How every endpoint stands: what it was given, what is dead, what waits and since when. What was
-- asked for again waits behind the cursor, everything else beyond it.
SELECT e.name, e.delivered, (
  SELECT COUNT(*) FROM delivery d INDEXED BY delivery_open
  WHERE d.region = e.region AND d.endpoint = e.number AND d.state <> 2 AND d.state = 3
), again.waiting + fresh.waiting,
  CASE WHEN again.oldest <= fresh.oldest OR fresh.oldest IS NULL
    THEN again.oldest ELSE fresh.oldest END
FROM endpoint e JOIN (
  SELECT e2.number, COUNT(n.seq) AS waiting, MIN(n."at") AS oldest FROM endpoint e2
  LEFT JOIN delivery d INDEXED BY delivery_open ON d.region = e2.region
    AND d.endpoint = e2.number AND d.state <> 2 AND d.state = 1 AND d.notice <= e2.served_upto
  LEFT JOIN notice n ON n.region = d.region AND n.seq = d.notice
  WHERE e2.region = ?1 GROUP BY e2.number
) again ON again.number = e.number JOIN (
  SELECT e3.number, COUNT(n.seq) AS waiting, MIN(n."at") AS oldest FROM endpoint e3
  LEFT JOIN notice n ON n.region = e3.region AND n.seq > e3.served_upto
    AND (e3.parties >> CAST(n.party AS INTEGER)) & 1 <> 0
    AND (e3.messages >> CAST(n.message AS INTEGER)) & 1 <> 0
  WHERE e3.region = ?1 GROUP BY e3.number
) fresh ON fresh.number = e.number
WHERE e.region = ?1 ORDER BY e.number
