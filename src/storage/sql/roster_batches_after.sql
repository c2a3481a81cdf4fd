SELECT person, batch FROM roster WHERE region = ?1 AND person > ?2 ORDER BY person LIMIT ?3
