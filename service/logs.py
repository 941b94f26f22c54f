"""The log: a line of JSON for each event, or of words where a person reads along."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from pythonjsonlogger.json import JsonEncoder, JsonFormatter

Form = Literal["auto", "json", "text"]
FORMS: Final[tuple[str, ...]] = get_args(Form)
WORDS: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


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
    return _Lines(json_serializer=_serialize)


_encode: Final = JsonEncoder(ensure_ascii=False).encode


def _serialize(line: dict[str, Any], **_: object) -> str:
    """Return a line; json.dumps would make an encoder for each."""
    return _encode(line)


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
