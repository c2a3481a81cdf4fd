-- What a kept registration owes stands right behind it; cause 5 is "unresolved".
SELECT d.seq, o.person FROM (
  SELECT seq FROM difference WHERE region = ?1 AND seq <= ?2
  UNION ALL
  SELECT seq FROM kept_command WHERE region = ?1 AND seq <= ?2
  UNION ALL
  SELECT seq FROM check_override WHERE region = ?1 AND seq <= ?2
) d LEFT JOIN recollection_opening o ON o.region = ?1 AND o.seq = d.seq + 1 AND o.cause = 5
WHERE d.seq NOT IN (SELECT discrepancy FROM resolution WHERE region = ?1 AND seq <= ?2)
