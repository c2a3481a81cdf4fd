UPDATE endpoint SET
  served_upto = CASE WHEN served_upto < ?3 THEN ?3 ELSE served_upto END,
  delivered = delivered + ?4
WHERE region = ?1 AND number = ?2
