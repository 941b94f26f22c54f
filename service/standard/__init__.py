"""The national formats as data: titles, labels, codes, laws and numbers, each written once."""
