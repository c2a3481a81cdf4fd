INSERT INTO lane (region, id, site, number) VALUES (?1, ?2, ?3, ?4)
