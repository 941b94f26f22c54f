"""Correct reports, and the same with one fault planted: what the rules find of it."""
