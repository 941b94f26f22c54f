"""How much of a long test is done: all of it by `make test-system`, a part of it by `make test`."""

import os
from typing import TypeVar

WHOLE = os.environ.get("EXTENT") == "whole"
T = TypeVar("T")


def number(name: str, whole: int, part: int) -> int:
    """Return a number that may also be set in the environment, for a machine that is busy."""
    return int(os.environ.get(name) or of(whole, part))


def of(whole: T, part: T) -> T:
    """Return how much is to be done."""
    return whole if WHOLE else part
