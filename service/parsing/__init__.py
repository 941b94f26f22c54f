"""Bytes to report, without I/O: `assemble.parse` is the one entry."""
