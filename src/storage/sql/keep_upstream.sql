UPDATE upstream SET sent_upto = ?3, open_upto = ?4, sent = ?5, batches = ?6, attempts = ?7,
  held = ?8, tried_at = ?9, taken_at = ?10, fault = ?11, status = ?12
WHERE region = ?1 AND number = ?2
