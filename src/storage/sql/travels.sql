SELECT site, lab, minutes FROM travel WHERE region = ?1 ORDER BY site, lab
