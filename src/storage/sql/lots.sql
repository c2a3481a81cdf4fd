SELECT seq, lab, kit, control, lot FROM lot_beginning
WHERE region = ?1 AND (lab = ?2 OR ?2 IS NULL) ORDER BY seq
