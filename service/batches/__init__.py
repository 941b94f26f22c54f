"""Batches: many uploads taken in at once, and worked off chunk by chunk."""
