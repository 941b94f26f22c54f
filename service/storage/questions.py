"""A cursor each of whose statements is a transaction of its own, bounded, in one message."""

from typing import Any

from psycopg2.extensions import connection, cursor
from psycopg2.sql import SQL, Composable


class QuestionCursor(cursor):
    """Sends the limits along with each statement; several in one message are one transaction."""

    def __init__(self, opened: connection, name: str | None = None, *, bounds: str) -> None:
        """Take the statements that set the limits, see connections.bounded."""
        super().__init__(opened, name)
        self._bounds = bounds

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 -- the driver's name
        """Execute one statement within the limits; a percent sign has no place in them."""
        bounds = SQL(self._bounds) if isinstance(query, Composable) else self._bounds
        super().execute(bounds + query, vars)
