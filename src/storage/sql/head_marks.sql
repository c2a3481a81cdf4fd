SELECT region, seq FROM head_mark
