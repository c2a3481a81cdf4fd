SELECT lab, found, COUNT(*) FROM (
  SELECT lab, found, MAX(seq) FROM blind_comparison WHERE region = ?1 GROUP BY tube
) GROUP BY 1, 2
