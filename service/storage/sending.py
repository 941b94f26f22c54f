"""
Statements that wait for the next one, so that a transaction takes few round trips.

Most of what a writer says needs no answer: it travels with the next statement that does, at the
latest with COMMIT. An error in it is raised there, and nothing is stored, as ever.
"""

from typing import Any, cast

from psycopg2.extensions import cursor
from psycopg2.sql import Composable


class Sending(cursor):
    """A cursor that sends what was left for later in front of its next statement."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Begin with nothing to send."""
        super().__init__(*arguments, **named)
        self._unsent: list[bytes] = []

    def leave(self, statement: str | bytes | Composable, values: Any = None) -> None:
        """Keep a statement until the next one that is executed."""
        self._unsent.append(self.mogrify(statement, values))

    def execute(self, statement: str | bytes | Composable, values: Any = None) -> None:
        """Send what was left and the statement together; its result is the statement's."""
        if self._unsent:
            statement = b";\n".join((*self._unsent, self.mogrify(statement, values)))
            values = None
            self._unsent.clear()
        super().execute(statement, values)


def later(statements: cursor, statement: str | bytes | Composable, values: Any = None) -> None:
    """
    Let a statement without a result travel with the next one of its transaction.

    Its `rowcount` is not to be known, and an error in it is raised by what it travels with.
    """
    cast("Sending", statements).leave(statement, values)
