SELECT plate, seq FROM plate_load
WHERE region = ?1 AND (lab = ?2 OR ?2 IS NULL)
