-- Asked of the batch under way alone, and where it was tried in vain.
INSERT INTO upstream_skip (region, upstream, upto, "after", outcomes, reason, staff, device,
  asked_at)
SELECT u.region, u.number, u.open_upto, u.sent_upto, (
  SELECT COUNT(*) FROM publication p LEFT JOIN tube t ON t.region = p.region AND t.code = p.tube
  WHERE p.region = ?1 AND p.seq > u.sent_upto AND p.seq <= u.open_upto AND t.blind IS NULL
), ?4, ?5, ?6, ?7
FROM upstream u WHERE u.region = ?1 AND u.name = ?2 AND u.listed = 1 AND u.open_upto = ?3
  AND u.open_upto > u.sent_upto AND (u.held = 1 OR u.attempts > 0)
ON CONFLICT DO NOTHING
