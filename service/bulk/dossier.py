"""What a transaction knows of an agency that it has locked, kept up as reports are added."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from service.model.history import REACH, History
from service.model.report import Report
from service.rejudging import read_held
from service.storage.agencies import Agency, learned
from service.storage.bulk.agencies import lock_agencies
from service.storage.bulk.reports import fetch_all_held, fetch_known
from service.storage.held import Held
from service.storage.pool import Statements


@dataclass(slots=True)
class Dossier:
    """
    An agency, its revisions, and the years that it holds.

    `revisions` leads from year and sha256 to the number, `last` from a year to the last of its
    numbers. `held` are the years as they were found, `added` what was added since.
    """

    agency: Agency
    found: Agency
    revisions: dict[tuple[int, str], int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    added: dict[int, Report] = field(default_factory=dict)

    def know(self, year: int, revision: int, sha256: str) -> None:
        """Take note of a revision; a later one of the same year has a higher number."""
        self.revisions[year, sha256] = revision
        self.last[year] = revision

    def add(self, year: int, report: Report) -> None:
        """Take note of a new revision and of the name that it bears."""
        self.know(year, self.last.get(year, 0) + 1, report.source.sha256)
        self.added[year] = report
        self.agency = learned(self.agency, report.agency_name)

    def is_followed(self, years: Iterable[int]) -> bool:
        """Tell whether years are held that look back on one of `years`."""
        return any(year < held <= year + REACH for year in years for held in self.held)

    def before(self, statements: Statements, year: int) -> History:
        """Return the years that a report on `year` is judged beside."""
        return History(dict(self._before(statements, year)))

    def _before(self, statements: Statements, year: int) -> Iterator[tuple[int, Report]]:
        for earlier in range(year - REACH, year):
            if earlier in self.added:
                yield earlier, self.added[earlier]
            elif earlier in self.held:
                report = read_held(statements, self.held[earlier])
                if report is not None:
                    yield earlier, report


def open_dossiers(statements: Statements, printed: Mapping[str, str | None]) -> dict[str, Dossier]:
    """
    Register and lock agencies, and return what is known of each; raises StorageConflict.

    `printed` are the names that the first reports to be stored of them bear.
    """
    ids = sorted(printed)
    locked = lock_agencies(statements, printed)
    dossiers = {agency_id: Dossier(agency, agency) for agency_id, agency in locked.items()}
    known = fetch_known(statements, ids)
    for agency_id, year, revision, sha256 in known:
        dossiers[agency_id].know(year, revision, sha256)
    for held in fetch_all_held(statements, ids) if known else ():
        dossiers[held.agency_id].held[held.year] = held
    return dossiers
