SELECT id, name_zh, name_en, tubes_per_hour, process_minutes, own, open FROM lab
WHERE region = ?1 ORDER BY id
