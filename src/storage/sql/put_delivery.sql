INSERT INTO delivery (region, endpoint, notice, state, attempts, changed_at, fault)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (region, endpoint, notice) DO UPDATE SET state = excluded.state,
  attempts = excluded.attempts, changed_at = excluded.changed_at, fault = excluded.fault
