"""The three tables, however they are printed: cells, labels, heads, and the numbers in them."""
