SELECT township FROM roster WHERE region = ?1
