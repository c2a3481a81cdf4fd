INSERT INTO roster_stamp (region, stamp) VALUES (?1, 1)
ON CONFLICT (region) DO UPDATE SET stamp = roster_stamp.stamp + 1
