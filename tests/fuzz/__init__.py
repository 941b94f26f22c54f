"""Damaged, spliced and random texts, and what must hold of the reader whatever it is given."""
