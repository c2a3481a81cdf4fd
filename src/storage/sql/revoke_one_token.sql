UPDATE token SET revoked_at = ?3 WHERE region = ?1 AND hash = ?2 AND revoked_at IS NULL
