"""Figures of the prose: the numbers of a sentence, and what each of them counts."""
