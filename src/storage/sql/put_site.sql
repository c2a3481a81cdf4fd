INSERT INTO site (region, id, township, name_zh, name_en, area, lab, open)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
