"""The log: a line of JSON for each event, or of words where a person reads along."""

import logging
import sys
from typing import Final, Literal, get_args

from pythonjsonlogger.json import JsonFormatter

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
    return JsonFormatter(
        ["levelname", "name", "message"],
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "trace"},
        json_ensure_ascii=False,
        timestamp="time",
    )
