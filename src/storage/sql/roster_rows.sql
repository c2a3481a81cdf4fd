SELECT person, batch, class, township, sealed FROM roster WHERE region = ?1 ORDER BY person
