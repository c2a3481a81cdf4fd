SELECT number, "at", staff, device, what, subject, token, reason, note, link FROM access
WHERE region = ?1 ORDER BY number
