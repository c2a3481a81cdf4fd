SELECT id, site, number FROM lane WHERE region = ?1 ORDER BY id
