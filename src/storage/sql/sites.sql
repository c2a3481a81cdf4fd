SELECT id, township, name_zh, name_en, area, lab, open, hours
FROM site WHERE region = ?1 ORDER BY id
