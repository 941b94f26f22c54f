"""The log: a line of JSON for each event, or of words where a person reads along."""

import logging
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from select import PIPE_BUF
from threading import Event, Thread
from typing import Any, Final, Literal, TextIO, get_args

from pythonjsonlogger.json import JsonEncoder, JsonFormatter

from service.json_text import as_json

Form = Literal["auto", "json", "text"]
FORMS: Final[tuple[str, ...]] = get_args(Form)
WORDS: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
PAUSE_SECONDS: Final = 0.1  # in which lines gather, see _Log
PATIENCE_SECONDS: Final = 0.1  # for a warning to be written; what else is to be done comes first
MOST_KEPT: Final = 5_000  # lines that nobody takes, some 10 MB


def init_logs(form: Form) -> None:
    """Send every event to standard error, unless whoever hosts the service has taken the log."""
    handler = _Log()
    handler.setFormatter(formatter(form))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # No line bears where and in which thread it was written: finding out takes half its time.
    logging._srcfile = None  # noqa: SLF001 -- by the manual, like those below
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def write_behind() -> None:
    """
    Leave the writing to a thread, for processes that must not wait for whoever reads the log.

    Whoever writes a line gives Python's lock away, too, and stands in line for it with all others
    that want it; among many threads a line then costs more than what it is about.
    """
    for handler in logging.root.handlers:
        if isinstance(handler, _Log):
            handler.write_behind()


class _Log(logging.StreamHandler[TextIO]):
    """
    Standard error, to which lines go at once, or together with those of a tenth of a second.

    Warnings go at once in any case, with all before them, as does the rest at the end of the
    process. Written behind, no line keeps anybody waiting: where whoever reads them has stopped,
    as many as may be kept are, and how many were lost is said once they are taken again.
    """

    def __init__(self) -> None:
        """Write at once."""
        super().__init__()
        self._gathered: Final = deque[logging.LogRecord]()
        self._lost = 0
        self._is_behind = False
        self._urgent: Final = deque[Event]()
        self._wake: Final = Event()

    def write_behind(self) -> None:
        """Let lines gather from now on."""
        self._is_behind = True
        Thread(target=self._write, name="log", daemon=True).start()

    def handle(self, record: logging.LogRecord) -> bool:
        """Take a line."""
        if self._is_behind and len(self._gathered) >= MOST_KEPT:
            self._lost += 1
            return False
        self._gathered.append(record)
        if not self._is_behind:
            self.flush()
        elif record.levelno > logging.INFO:
            self._hurry()
        return True

    def _hurry(self) -> None:
        """Have all lines so far written now, and wait for that a little."""
        written = Event()
        self._urgent.append(written)
        self._wake.set()
        written.wait(PATIENCE_SECONDS)

    def flush(self) -> None:
        """Write what has gathered, by one call to the system for as many lines as stay whole."""
        self.acquire()
        try:
            for piece in _pieces(self._lines()):
                # Where nobody reads any more is no reason to fail what the lines are about.
                with suppress(OSError, ValueError):
                    self.stream.buffer.write(piece)
                    self.stream.buffer.flush()
        finally:
            self.release()

    def _lines(self) -> Iterator[bytes]:
        while self._gathered:
            record = self._gathered.popleft()
            try:
                line = self.format(record) + self.terminator
                yield line.encode(self.stream.encoding, "backslashreplace")
            except Exception:  # noqa: BLE001 -- as the library does it
                self.handleError(record)

    def _write(self) -> None:
        while True:
            self._wake.wait(PAUSE_SECONDS)
            self._wake.clear()
            hurried = len(self._urgent)
            if self._gathered:
                self.flush()
            for _ in range(hurried):
                self._urgent.popleft().set()
            lost, self._lost = self._lost, 0
            if lost:
                self._gathered.append(_loss(lost))


def _loss(number: int) -> logging.LogRecord:
    said = "%d lines of the log were lost: nobody took them."
    return logging.LogRecord(__name__, logging.WARNING, "", 0, said, (number,), None)


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines joined to pieces that no other process's can come into the middle of."""
    piece = b""
    for line in lines:
        if piece and len(piece) + len(line) > PIPE_BUF:
            yield piece
            piece = b""
        piece += line
    if piece:
        yield piece


def formatter(form: Form) -> logging.Formatter:
    """Return what writes the lines; "auto" is words on a terminal and JSON anywhere else."""
    if form == "text" or (form == "auto" and sys.stderr.isatty()):
        return logging.Formatter(WORDS)
    return _Lines(json_serializer=_serialize)


_default: Final = JsonEncoder(ensure_ascii=False).default


def _serialize(line: dict[str, Any], **_: object) -> str:
    """Return a line; what JSON has no form for is written as the library has it."""
    return as_json(line, _default).decode()


class _Lines(JsonFormatter):
    """Lines of JSON, with whatever an event was given as `extra`."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Fill in a line; the library's own looks for names, prefixes and defaults in each."""
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = record.message
        if "exc_info" in message_dict:
            log_data["trace"] = message_dict["exc_info"]
        said, of_python = record.__dict__, self.reserved_attrs
        log_data |= {name: value for name, value in said.items() if name not in of_python}
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat()
