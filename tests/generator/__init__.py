"""Realistic reports with known content, in every layout that reports arrive in."""
