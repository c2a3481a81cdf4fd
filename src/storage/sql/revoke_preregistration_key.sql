UPDATE preregistration_key SET revoked_at = ?3
WHERE region = ?1 AND number = ?2 AND revoked_at IS NULL
