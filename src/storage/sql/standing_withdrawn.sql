SELECT w.person, t.round FROM withdrawal w CROSS JOIN tube t ON t.region = ?1 AND t.code = w.tube
WHERE w.region = ?1 AND w.seq <= ?2
