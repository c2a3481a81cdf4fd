SELECT number, made_at, revoked_at FROM preregistration_key WHERE region = ?1 ORDER BY number
