"""The national formats as data: titles, labels, codes, laws and document numbers, each written once."""
