"""What a service that runs tells its operator, beside the log."""

import select
import sys
from contextlib import suppress
from typing import Final

PATIENCE_SECONDS: Final = 0.1


def say(sentence: str) -> None:
    """
    Tell the operator.

    A log that takes nothing must not end the service, on a full disk, nor hold it up, in a pipe
    that nobody reads.
    """
    with suppress(OSError):
        if select.select([], [sys.stderr], [], PATIENCE_SECONDS)[1]:
            print(sentence, file=sys.stderr, flush=True)  # noqa: T201  the operator reads it
