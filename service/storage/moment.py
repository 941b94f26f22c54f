"""Several statements that answer one question."""

from psycopg2.extensions import cursor

from service.storage.sending import later


def of_one_moment(statements: cursor) -> None:
    """
    Let all statements of this transaction see what was committed before the first of them.

    By themselves each sees what others have committed before it. It is called before any other.
    """
    later(statements, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
