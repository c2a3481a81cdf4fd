SELECT lab, kit, machine, control, target, plate, well, ct, valid, "at" FROM control_reading
WHERE region = ?1 AND (lab = ?2 OR ?2 IS NULL) ORDER BY "at", seq
