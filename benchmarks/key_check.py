"""
Asking for a key costs a request less than 0.1 ms: a hash and a look into what is remembered.

The floor is a request to a view that answers a constant and asks for no key (`/healthz`), through
all of Flask but without a network. What a key that is bound to a division costs besides is one
look into the database, which is not the check of the key and is shown for itself.
"""

import logging
from collections.abc import Callable
from statistics import median

from flask import Flask

from benchmarks.measuring import markdown, seconds
from service.api import access
from service.app import create_app
from service.config import Settings
from service.model.key import UNBOUND, Bounds, Scope
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.conftest import header_of_key, open_folder

_ROUNDS = 25
_REQUESTS = 200
_PATH = "/v1/agencies/a"


def _microseconds(task: Callable[[], object]) -> float:
    """Return the median time of one of many runs."""

    def many() -> None:
        for _ in range(_REQUESTS):
            task()

    many()
    return 1e6 * median(seconds(many) / _REQUESTS for _ in range(_ROUNDS))


def _check(app: Flask, bounds: Bounds) -> float:
    header = header_of_key(app.extensions["pool"], Scope.WRITE, bounds)
    with app.test_request_context(_PATH, headers=header):
        app.preprocess_request()  # says which operation it is
        return _microseconds(access.check)


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        app = create_app(Settings(database_url=postgres.url))
        logging.disable(logging.INFO)  # a line a request, of which there are thousands
        app.logger.disabled = True
        with app.extensions["pool"].transaction() as statements:
            statements.execute("INSERT INTO agencies (agency_id, division) VALUES ('a', '140802')")
        client = app.test_client()
        floor = _microseconds(lambda: client.get("/healthz"))
        measured = {
            "a key for all agencies": _check(app, UNBOUND),
            "a key bound to the agency's id": _check(app, Bounds(("a",))),
            "a key bound to its division, with the look at that": _check(
                app, Bounds(division="1408")
            ),
        }
        app.extensions["pool"].close()
    lines = [("a request without a key", f"{floor:.0f} µs", "1")]
    lines += [(name, f"{time:.1f} µs", f"{time / floor:.2f}") for name, time in measured.items()]
    return f"Medians of {_ROUNDS} rounds.\n\n{markdown(('', 'time', 'of a request'), lines)}"


if __name__ == "__main__":
    print(report())
