SELECT id, name_zh, name_en, tubes_per_hour, process_minutes, own, open, hours FROM lab
WHERE region = ?1 ORDER BY id
