SELECT region, name, protocol, kits, key_check FROM campaign ORDER BY region
