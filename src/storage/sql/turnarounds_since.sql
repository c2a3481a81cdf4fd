SELECT t.lab, (p."at" - t.received_at) / 60000, (p."at" - t.first_swab_at) / 60000
FROM publication p
JOIN tube t ON t.region = p.region AND t.code = p.tube
WHERE p.region = ?1 AND p.recorded_at >= ?2
  AND t.lab IS NOT NULL AND t.received_at IS NOT NULL
