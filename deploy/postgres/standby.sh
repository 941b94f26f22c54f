#!/usr/bin/env bash
# Copies the primary where there is nothing yet, then follows it; `SELECT pg_promote()` ends that.
set -euo pipefail
install --directory --mode 0700 --owner postgres --group postgres "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    PGPASSWORD=$REPLICATION_PASSWORD gosu postgres pg_basebackup --pgdata "$PGDATA" \
        --dbname "host=primary user=standby application_name=standby" \
        --write-recovery-conf --checkpoint=fast
fi
# A read that is under way keeps the primary from removing what it reads.
exec gosu postgres postgres -c hot_standby_feedback=on
