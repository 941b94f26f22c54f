"""HTTP in and out: no SQL and no rules."""
