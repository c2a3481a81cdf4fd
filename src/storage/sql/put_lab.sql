INSERT INTO lab (region, id, name_zh, name_en, tubes_per_hour, process_minutes, own, open, hours)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
