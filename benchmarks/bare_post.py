"""
The floor of storing a report: a view that inserts the body and 28 rows, and commits.

It is what somebody writes who wants it today, with one statement for the body and one for all
rows; gunicorn runs it with the settings of the service, on the same Postgres.
"""

import os
from typing import Final

from flask import Flask, Response, request
from psycopg2.extras import execute_values
from psycopg2.pool import ThreadedConnectionPool

ROWS: Final = 28

app = Flask(__name__)
pool = ThreadedConnectionPool(16, 64, os.environ["DATABASE_URL"])  # it keeps no more than 16


@app.get("/healthz")
def get_health() -> Response:
    """Say that it is there."""
    return Response("{}")


@app.post("/")
def post() -> Response:
    """Store what is sent."""
    body = request.get_data()
    connection = pool.getconn()
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare_bodies (body) VALUES (%s) RETURNING key", (body,))
            ((key,),) = cursor.fetchall()
            rows = [(key, f"row-{number}", *[number] * 7) for number in range(ROWS)]
            execute_values(cursor, "INSERT INTO bare_rows VALUES %s", rows)
    finally:
        pool.putconn(connection)
    return Response(body, 201)
