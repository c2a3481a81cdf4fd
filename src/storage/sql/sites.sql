SELECT id, township, name_zh, name_en, area, lab, open FROM site WHERE region = ?1 ORDER BY id
