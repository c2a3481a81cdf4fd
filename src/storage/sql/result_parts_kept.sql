SELECT COUNT(*) FROM result_part WHERE region = ?1 AND plate = ?2
