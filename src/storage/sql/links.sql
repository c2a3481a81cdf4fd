SELECT number, first_seq, last_seq, link FROM commit_link WHERE region = ?1 ORDER BY number
