"""Reports in Postgres; the only home of psycopg2 and SQL."""
