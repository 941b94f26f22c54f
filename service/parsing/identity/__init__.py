"""Who reports, for which year, and when: title, signature, period."""
