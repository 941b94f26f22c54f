"""Many uploads at once: NDJSON, a ZIP or a folder -> items, or why one is none."""
