"""Statements about a report that a clerk would recognise, and the findings where they fail."""
