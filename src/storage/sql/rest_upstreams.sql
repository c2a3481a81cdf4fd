UPDATE upstream SET listed = 0 WHERE region = ?1
