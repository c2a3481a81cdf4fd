-- Its batch is made anew: it may have to be a smaller one.
UPDATE upstream SET held = 0, open_upto = 0, attempts = 0
WHERE region = ?1 AND name = ?2 AND listed = 1 AND held = 1
