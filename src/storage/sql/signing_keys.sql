SELECT number, made_at, revoked_at FROM signing_key WHERE region = ?1 AND purpose = ?2
ORDER BY number
