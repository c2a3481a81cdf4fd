SELECT number, "at", staff, device, what, subject, token, reason, note, link FROM access
WHERE region = ?1 AND number < ?2
  AND ("at" >= ?3 OR ?3 IS NULL) AND ("at" < ?4 OR ?4 IS NULL)
  AND (staff = ?5 OR ?5 IS NULL) AND (token = ?6 OR ?6 IS NULL) AND (what = ?7 OR ?7 IS NULL)
ORDER BY number DESC LIMIT ?8
