#!/bin/sh
# Fills in what pgbouncer does not read from the environment, and becomes it.
set -eu
umask 077
printf '"nianbao" "%s"\n' "$POSTGRES_PASSWORD" >"$AUTH_FILE"
envsubst </etc/nianbao/pgbouncer.ini >/tmp/pgbouncer.ini
exec pgbouncer /tmp/pgbouncer.ini
