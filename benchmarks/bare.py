"""
The floor of the service's requests: a Flask application without anything that it does not need.

It is what somebody writes who wants an answer today: one view, one statement, driver and pool as
they come. gunicorn runs it with the settings of the service.
"""

import os
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response
from psycopg2.pool import ThreadedConnectionPool

app = Flask(__name__)
pool = ThreadedConnectionPool(16, 64, os.environ["DATABASE_URL"])  # it keeps no more than 16


@contextmanager
def statements() -> Any:
    """Give a cursor whose connection goes back into the pool."""
    connection = pool.getconn()
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        pool.putconn(connection)


@app.get("/texts/<key>")
def get_text(key: str) -> Response:
    """Answer a text by its key."""
    with statements() as cursor:
        cursor.execute("SELECT body FROM texts WHERE key = %s", (key,))
        ((body,),) = cursor.fetchall()
    return Response(body, mimetype="application/json")
