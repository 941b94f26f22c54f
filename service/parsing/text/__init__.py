"""Bytes to the text that is read: decoded, laid flat, cleaned, with a way back to the bytes."""
