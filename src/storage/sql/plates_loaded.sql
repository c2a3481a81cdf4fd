SELECT plate, seq FROM plate_load
WHERE region = ?1 AND (?2 IS NULL OR lab = ?2)
