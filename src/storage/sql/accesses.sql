SELECT number, "at", staff, device, what, subject, link FROM access
WHERE region = ?1 ORDER BY number
