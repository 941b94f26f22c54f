"""Statements that read or write for many agencies at once."""
