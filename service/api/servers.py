"""The servers of the app at hand, as its views ask them."""

from flask import current_app

from service.storage.pool import Pool
from service.storage.reader import Reader


def pool() -> Pool:
    """Return the connections of the app at hand."""
    connections: Pool = current_app.extensions["pool"]
    return connections


def reader() -> Reader:
    """Return who asks the servers of the app at hand."""
    found: Reader = current_app.extensions["reader"]
    return found
