"""Callers that keep to their pace, whatever the service does, and write down what they got."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from tests.system.running import Answer

CALLERS = 64


class Sample(NamedTuple):
    """One request: when it was sent (on the monotonic clock), what came back, how long it took."""

    sent: float
    kind: str
    answer: Answer
    seconds: float

    @property
    def done(self) -> float:
        return self.sent + self.seconds


class Load:
    """Requests of several kinds, each sent so many times a second."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self._stopped = threading.Event()
        self._callers = ThreadPoolExecutor(CALLERS)

    def send(self, kind: str, a_second: float, request: Callable[[int], Answer]) -> None:
        """Send until stopped; `request` gets a number that is never the same."""
        began = time.monotonic()
        for number in range(1_000_000):
            self._callers.submit(self._sample, kind, request, number)
            if self._stopped.wait(max(0.0, began + number / a_second - time.monotonic())):
                return

    def stop(self) -> None:
        """Send nothing more."""
        self._stopped.set()

    def finish(self) -> None:
        """Wait for what is still out."""
        self._callers.shutdown()

    def _sample(self, kind: str, request: Callable[[int], Answer], number: int) -> None:
        sent = time.monotonic()
        answer = request(number)
        self.samples.append(Sample(sent, kind, answer, time.monotonic() - sent))


@contextmanager
def sending(kinds: dict[str, tuple[float, Callable[[int], Answer]]]) -> Iterator[Load]:
    """Send each kind at its pace while the block runs; all answers are there afterwards."""
    load = Load()
    senders = [
        threading.Thread(target=load.send, args=(kind, *pace)) for kind, pace in kinds.items()
    ]
    for sender in senders:
        sender.start()
    try:
        yield load
    finally:
        load.stop()
        for sender in senders:
            sender.join()
        load.finish()
