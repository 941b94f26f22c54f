"""The log: a line of JSON for each event, or of words where a person reads along."""

import logging
import sys
from datetime import UTC, datetime
from json import JSONEncoder
from typing import Final, Literal, get_args

Form = Literal["auto", "json", "text"]
FORMS: Final[tuple[str, ...]] = get_args(Form)
WORDS: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_encode: Final = JSONEncoder(ensure_ascii=False, check_circular=False, default=str).encode
# What Python itself says of an event; the line bears of it what `JsonLines` names.
_OF_PYTHON: Final = logging.makeLogRecord({}).__dict__.keys() | {"message", "asctime", "taskName"}


def init_logs(form: Form) -> None:
    """Send every event to standard error, unless whoever hosts the service has taken the log."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # No line bears where and in which thread it was written: finding out takes half its time.
    logging._srcfile = None  # noqa: SLF001 -- by the manual, like those below
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def formatter(form: Form) -> logging.Formatter:
    """Return what writes the lines; "auto" is words on a terminal and JSON anywhere else."""
    if form == "text" or (form == "auto" and sys.stderr.isatty()):
        return logging.Formatter(WORDS)
    return JsonLines()


class JsonLines(logging.Formatter):
    """Writes an event as one line of JSON, with whatever it was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a trace is a member of it."""
        members = {
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info:
            members["trace"] = self.formatException(record.exc_info)
        given = {name: it for name, it in record.__dict__.items() if name not in _OF_PYTHON}
        return _encode({**members, **given})
