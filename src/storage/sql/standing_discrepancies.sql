SELECT seq FROM (
  SELECT seq FROM difference WHERE region = ?1 AND seq <= ?2
  UNION ALL
  SELECT seq FROM kept_command WHERE region = ?1 AND seq <= ?2
) WHERE seq NOT IN (SELECT discrepancy FROM resolution WHERE region = ?1 AND seq <= ?2)
