SELECT hash, region, role, staff, device, site, lane, lab, expires_at, revoked_at,
  party
FROM token
ORDER BY created_at, region, staff, hash
