INSERT INTO access
  (region, number, "at", staff, device, what, subject, token, reason, note, link)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
