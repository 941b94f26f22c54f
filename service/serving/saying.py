"""What a service that runs tells its operator, beside the log."""

import sys
from contextlib import suppress


def say(sentence: str) -> None:
    """Tell the operator; a log that takes nothing, on a full disk, must not end the service."""
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201  the operator reads it
