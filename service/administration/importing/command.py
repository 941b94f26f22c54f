"""`nianbao import` on the terminal."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from service.administration.account import author
from service.administration.importing.crew import Crew
from service.administration.importing.plan import Chunk, by_agency, chunks
from service.administration.importing.sources import open_source
from service.administration.importing.tally import Tally, Unread, summary
from service.administration.importing.worker import Orders
from service.api.problems import PROBLEM_TYPES
from service.config import Settings
from service.errors import ConfigurationError
from service.json_text import as_json
from service.progress import INTERRUPTED, Bar, say
from service.serving.beside import database
from service.storage.migrate import migrate

COMPLETE: Final = 0
INCOMPLETE: Final = 1


def main(settings: Settings, options: argparse.Namespace) -> int:
    """
    Store what the sources hold; say on standard error how far it is, at the end what was done.

    Returns COMPLETE where all of it is stored, INCOMPLETE where something could not be read,
    INTERRUPTED after Ctrl-C: a further run goes on from there. Raises ServiceError.
    """
    paths = tuple(Path(source).resolve() for source in options.sources)
    sources = [open_source(path, settings.limits) for path in paths]
    with _listing(options.unreadable) as listing, database(settings, make=True) as url:
        migrate(url, settings.limits)
        orders = Orders(os.getpid(), url, paths, settings.limits, author())
        processes = options.processes or _processors()
        tally = Tally()
        with Crew(processes, orders) as crew:
            found = by_agency(sources)
            total = sum(map(len, found.values()))
            interrupted = _run(crew, chunks(found, processes), total, tally, listing)
    sys.stdout.writelines(f"{line}\n" for line in summary(tally))
    if interrupted:
        say("interrupted; run it again to go on")
        return INTERRUPTED
    return INCOMPLETE if tally.statuses["refused"] else COMPLETE


def _run(
    crew: Crew, work: Iterator[Chunk], total: int, tally: Tally, listing: IO[str] | None
) -> bool:
    """Store all; return whether Ctrl-C has ended it. Raises StorageError."""
    bar = Bar()
    try:
        for each in crew.store(work):
            tally.add(each)
            _list(each.unread, listing)
            bar.draw(tally.done, total)
    except KeyboardInterrupt:
        return True
    finally:
        bar.end()
    return False


@contextmanager
def _listing(path: str | None) -> Iterator[IO[str] | None]:
    """Open the file that lists what cannot be read, before anything is done."""
    if path is None:
        yield None
        return
    try:
        file = Path(path).open("w", encoding="utf-8", errors="replace")  # noqa: SIM115  below
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}.") from error
    with file:
        yield file


def _list(unread: list[Unread], listing: IO[str] | None) -> None:
    """Write a line for each file that could not be read, with the members of a problem."""
    if listing is not None:
        for each in unread:
            kind = PROBLEM_TYPES[each.reason]
            members = {"source": each.source, "name": each.name, **kind.body(each.detail)}
            listing.write(as_json(members).decode() + "\n")
        listing.flush()


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))
