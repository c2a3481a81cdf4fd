SELECT seq FROM head_mark WHERE region = ?1
