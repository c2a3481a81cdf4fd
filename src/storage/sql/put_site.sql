INSERT INTO site (region, id, township, name_zh, name_en, area, lab, open, hours)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
