UPDATE signing_key SET revoked_at = ?4
WHERE region = ?1 AND purpose = ?2 AND number = ?3 AND revoked_at IS NULL
