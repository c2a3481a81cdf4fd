UPDATE endpoint SET served_upto = MAX(served_upto, ?3), delivered = delivered + ?4
WHERE region = ?1 AND number = ?2
