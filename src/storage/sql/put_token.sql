INSERT INTO token (hash, region, role, staff, device, site, lane, lab, created_at, expires_at,
  party)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
