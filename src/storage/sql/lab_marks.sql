SELECT lab, SUM(rejected), MAX(accession) FROM (
  SELECT lab, 1 AS rejected, 0 AS accession FROM rejection WHERE region = ?1
  UNION ALL
  SELECT lab, 0, MAX(accession) FROM accession WHERE region = ?1 GROUP BY lab
) GROUP BY lab
