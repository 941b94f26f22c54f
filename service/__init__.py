"""Nianbao: reads, checks and keeps annual reports on disclosure of government information."""

__version__ = "0.2.0"
