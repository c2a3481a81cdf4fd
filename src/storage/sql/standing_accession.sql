SELECT lab, MAX(accession) FROM accession WHERE region = ?1 AND seq <= ?2 GROUP BY lab
