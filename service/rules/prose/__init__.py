"""Family P: what the prose says against the tables and against itself."""
