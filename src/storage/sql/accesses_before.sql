SELECT number, "at", staff, device, what, subject, token, reason, note, link FROM access
WHERE region = ?1 AND number < ?2
  AND (?3 IS NULL OR "at" >= ?3) AND (?4 IS NULL OR "at" < ?4)
  AND (?5 IS NULL OR staff = ?5) AND (?6 IS NULL OR token = ?6) AND (?7 IS NULL OR what = ?7)
ORDER BY number DESC LIMIT ?8
