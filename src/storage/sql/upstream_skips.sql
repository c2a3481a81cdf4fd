-- What was left out, and what is about to be, the newest first.
SELECT u.name, s."after", s.upto, s.outcomes, s.reason, s.staff, s.device, s.asked_at, s.done_at
FROM upstream_skip s JOIN upstream u ON u.region = s.region AND u.number = s.upstream
WHERE s.region = ?1 AND (s.done_at IS NOT NULL OR s.upto > u.sent_upto)
ORDER BY s.upto DESC LIMIT ?2
