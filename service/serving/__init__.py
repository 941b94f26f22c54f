"""What `nianbao serve` runs: gunicorn, and a Postgres of our own where none is given."""
