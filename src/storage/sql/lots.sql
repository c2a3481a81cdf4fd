SELECT seq, lab, kit, control, lot FROM lot_beginning
WHERE region = ?1 AND (?2 IS NULL OR lab = ?2) ORDER BY seq
