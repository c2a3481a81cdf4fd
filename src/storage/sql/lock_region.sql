-- Who has this row writes to the region; where there is none yet, the first makes it.
INSERT INTO head_mark (region, seq) VALUES (?1, 0)
ON CONFLICT (region) DO UPDATE SET seq = head_mark.seq
