-- The last comparison of each blind sample, by lab and what was found.
SELECT b.lab, b.found, COUNT(*) FROM (
  SELECT MAX(seq) AS seq FROM blind_comparison WHERE region = ?1 GROUP BY tube
) last JOIN blind_comparison b ON b.region = ?1 AND b.seq = last.seq
GROUP BY 1, 2
