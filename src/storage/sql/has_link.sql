SELECT 1 FROM commit_link WHERE region = ?1 AND link = ?2
