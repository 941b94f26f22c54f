"""Whether Postgres can tell a worker of a new job at once, beside its own looks into the queue."""

from typing import Any

from psycopg import AsyncConnection


async def is_told(database_url: str, **connection: Any) -> bool:
    """
    Tell whether what a session listens to comes to whoever asked for it; raises psycopg's Error.

    A pooler lends a session of the server to one after another, so the news would come to anybody.
    It gives its callers other numbers for their sessions than the server has.
    """
    opened = await AsyncConnection.connect(database_url, autocommit=True, **connection)
    async with opened:
        asked = await opened.execute("SELECT pg_backend_pid()")
        return await asked.fetchone() == (opened.info.backend_pid,)
