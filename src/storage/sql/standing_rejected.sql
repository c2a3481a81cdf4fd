SELECT lab, COUNT(*) FROM rejection WHERE region = ?1 AND seq <= ?2 GROUP BY lab
