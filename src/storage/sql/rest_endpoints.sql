UPDATE endpoint SET parties = 0 WHERE region = ?1
