SELECT sealed FROM preregistration WHERE region = ?1 AND reference = ?2
