SELECT stamp FROM roster_stamp WHERE region = ?1
