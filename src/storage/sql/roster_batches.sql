SELECT person, batch FROM roster WHERE region = ?1
