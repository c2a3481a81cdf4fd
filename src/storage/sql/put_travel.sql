INSERT INTO travel (region, site, lab, minutes) VALUES (?1, ?2, ?3, ?4)
