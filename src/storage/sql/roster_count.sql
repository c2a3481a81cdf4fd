SELECT COUNT(*) FROM roster WHERE region = ?1
