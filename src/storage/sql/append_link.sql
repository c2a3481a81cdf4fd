INSERT INTO commit_link (region, number, first_seq, last_seq, recorded_at, link)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
