#!/usr/bin/env bash
# Lets a standby copy and follow this server; runs once, when its files are made.
set -euo pipefail
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$REPLICATION_PASSWORD" <<'SQL'
CREATE ROLE standby LOGIN REPLICATION PASSWORD :'password';
SQL
echo 'host replication standby all scram-sha-256' >>"$PGDATA/pg_hba.conf"
