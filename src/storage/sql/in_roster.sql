SELECT 1 FROM roster WHERE region = ?1 AND person = ?2
