"""
What changed since when, without missing what a slow transaction commits late.

A time is given to a change before its transaction commits, so a later time may become visible
first. Each writer announces itself by a shared advisory lock that bears its own time, takes the
time of its change thereafter, and the lock ends with its transaction. So all that bears a time
before the horizon - the oldest announced, else now - is visible, and nothing new will ever
bear such a time. Collectors are answered up to there.
"""

import time
from datetime import datetime
from typing import Final

from psycopg2.extensions import cursor

from service.storage.sending import later

LOCK_CLASS: Final = 7110050  # of the two-number advisory locks; see also migrate.LOCK_KEY
LOOKS: Final = 25  # for writers to finish: half a second in all, they commonly take milliseconds
LOOK_SECONDS: Final = 0.02


def announce_change(statements: cursor) -> None:
    """
    Announce that this transaction is about to take the time of a change.

    The lock's number is the time in milliseconds, as many of its bits as a lock has.
    """
    later(
        statements,
        """
        SELECT pg_advisory_xact_lock_shared(
            %(lock_class)s,
            (floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint & 2147483647)::integer
        )
        """,
        {"lock_class": LOCK_CLASS},
    )


def fetch_horizon(statements: cursor) -> datetime:
    """
    Return the time before which no change will ever be added any more.

    That is now, once the writers of this moment are through; where one of them takes longer than
    half a second, it is the time of that one.
    """
    began, horizon = _fetch_horizon(statements)
    for _ in range(LOOKS):
        if horizon >= began:
            return began
        time.sleep(LOOK_SECONDS)
        _, horizon = _fetch_horizon(statements)
    return min(began, horizon)


def _fetch_horizon(statements: cursor) -> tuple[datetime, datetime]:
    """
    Return the time now, and that of the oldest announcement, else the time now.

    The clock is read before the locks: a writer that announces itself between the two takes
    a later time.
    """
    statements.execute("SELECT clock_timestamp()")
    ((now,),) = statements.fetchall()
    statements.execute(
        """
        SELECT %(now)s - COALESCE(max(age) + 1, 0) * interval '1 millisecond'
        FROM (
            SELECT (
                floor(extract(epoch FROM %(now)s) * 1000)::bigint - objid::bigint
            ) & 2147483647 AS age
            FROM pg_locks
            WHERE locktype = 'advisory' AND classid = %(lock_class)s AND objsubid = 2
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        ) AS announced
        WHERE age < 86400000 -- what came after `now` has an age below 0, here nearly 2^31
        """,
        {"now": now, "lock_class": LOCK_CLASS},
    )
    ((horizon,),) = statements.fetchall()
    return now, horizon
