SELECT DISTINCT tube FROM amendment WHERE region = ?1
