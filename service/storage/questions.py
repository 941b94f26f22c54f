"""A cursor each of whose statements is a transaction of its own, bounded, in one message."""

from typing import Any

from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Composable


class QuestionCursor(cursor):
    """
    Sends the limits along with each statement; several in one message are one transaction.

    `bounds` are the statements that set the limits, see connections.bounded_question.
    """

    bounds = ""

    @classmethod
    def within(cls, bounds: str) -> "type[QuestionCursor]":
        """Return the class of the cursors within some limits; making one is left to the driver."""
        return type(cls.__name__, (cls,), {"bounds": bounds})

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 -- the driver's name
        """Execute one statement within the limits; a percent sign has no place in them."""
        bounds = SQL(self.bounds) if isinstance(query, Composable) else self.bounds
        super().execute(bounds + query, vars)
