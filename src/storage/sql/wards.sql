-- The scans by which somebody was named a guardian, and for whom, the newest first.
SELECT scan_id, person FROM guardian WHERE region = ?1 AND guardian = ?2
ORDER BY seq DESC LIMIT ?3
