SELECT sent_upto, open_upto, sent, batches, attempts, held, tried_at, taken_at, fault, status
FROM upstream WHERE region = ?1 AND number = ?2
