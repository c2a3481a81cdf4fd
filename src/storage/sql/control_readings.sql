SELECT lab, kit, machine, control, target, plate, well, ct, valid, "at" FROM control_reading
WHERE region = ?1 AND (?2 IS NULL OR lab = ?2) ORDER BY "at", seq
