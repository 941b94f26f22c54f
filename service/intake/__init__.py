"""Bytes in, stored report with findings out."""
