-- Numbered as in `storage::fact`.
SELECT 29, seq FROM recollection_opening WHERE region = ?1 AND person = ?2
UNION ALL SELECT 30, seq FROM recollection_assignment WHERE region = ?1 AND person = ?2
UNION ALL SELECT 31, seq FROM recollection_attempt WHERE region = ?1 AND person = ?2
UNION ALL SELECT 32, seq FROM recollection_swab WHERE region = ?1 AND person = ?2
UNION ALL SELECT 33, seq FROM recollection_closing WHERE region = ?1 AND person = ?2
UNION ALL SELECT 40, seq FROM recollection_cancelling WHERE region = ?1 AND person = ?2
UNION ALL SELECT 52, seq FROM course_beginning WHERE region = ?1 AND person = ?2
UNION ALL SELECT 53, seq FROM course_swab WHERE region = ?1 AND person = ?2
UNION ALL SELECT 54, seq FROM course_call WHERE region = ?1 AND person = ?2
UNION ALL SELECT 55, seq FROM course_ending WHERE region = ?1 AND person = ?2
UNION ALL SELECT 56, seq FROM recollection_ending WHERE region = ?1 AND person = ?2
