SELECT routed, tubes FROM box WHERE region = ?1 AND stage IN (2, 3) AND routed IS NOT NULL
