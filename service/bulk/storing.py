"""Reports that were read -> all their rows, in the transaction of the caller."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from service.allowance import allowance
from service.bulk.dossier import Dossier, open_dossiers
from service.bulk.gathering import Gathered
from service.bulk.outcome import Outcome, created, refused, unchanged
from service.bulk.reading import Read
from service.errors import TooLaborious
from service.intake.storing import Found, new_revision, store_locked
from service.intake.terms import Terms
from service.intake.years import report_year
from service.judging import Judged, Render, judge
from service.limits import Limits
from service.rejudging import fetch_neighbours
from service.storage.bulk.agencies import save_names
from service.storage.held import fetch_moment
from service.storage.pool import Statements
from service.storage.trail import Author
from service.storage.turns import Turn, fetch_turn

DEFAULTS: Final = Limits()


def store_many(
    statements: Statements,
    read: Sequence[Read | Outcome],
    render: Render,
    author: Author,
    limits: Limits = DEFAULTS,
) -> list[Outcome]:
    """
    Store what was read, beside outcomes that are known already; return all, in their order.

    What is stored is what one upload after another would have left, the agencies by their ids, the
    years of each in ascending order; bytes that any revision of their year has change nothing.
    The transaction is the caller's and holds the locks of all the agencies until it ends.
    Raises StorageConflict where an agency was purged in between, and StorageError.
    """
    reports = [each for each in read if isinstance(each, Read)]
    stored = Storing(statements, render, author, limits).store(reports) if reports else {}
    return [stored[id(each)] if isinstance(each, Read) else each for each in read]


class Storing:
    """One transaction that stores many reports; made for one call of `store`."""

    def __init__(
        self, statements: Statements, render: Render, author: Author, limits: Limits
    ) -> None:
        """Begin with nothing."""
        self._statements = statements
        self._render = render
        self._author = author
        self._limits = limits
        self._now = fetch_moment(statements)
        self._gathered = Gathered(statements)
        self._outcomes: dict[int, Outcome] = {}

    def store(self, read: Sequence[Read]) -> dict[int, Outcome]:
        """Return what became of each, by its identity."""
        ordered = sorted(read, key=_place)
        first = {_agency_id(each): each.report.agency_name for each in reversed(ordered)}
        dossiers = open_dossiers(self._statements, first)
        followed = []
        for agency_id, of_agency in groupby(ordered, key=_agency_id):
            dossier, reports = dossiers[agency_id], list(of_agency)
            if dossier.is_followed(each.year for each in reports):
                followed.append((dossier, reports))
            else:
                self._each(dossier, reports, self._gather)
        names = (each.agency for each in dossiers.values() if each.agency != each.found)
        save_names(self._statements, names)
        self._gathered.save(self._author)
        for dossier, reports in followed:
            self._each(dossier, reports, self._store_one)
        return self._outcomes

    def _each(
        self, dossier: Dossier, reports: list[Read], keep: Callable[[Dossier, Judged], None]
    ) -> None:
        for read in reports:
            try:
                outcome = self._outcome(dossier, read, keep)
            except TooLaborious as error:
                outcome = refused(read.item, error)
            self._outcomes[id(read)] = outcome

    def _outcome(
        self, dossier: Dossier, read: Read, keep: Callable[[Dossier, Judged], None]
    ) -> Outcome:
        """Judge a report beside the years before it and keep it, unless its bytes are known."""
        item, year, report = read
        known = dossier.revisions.get((year, report.source.sha256))
        if known is not None:
            return unchanged(item, year, known)
        history = dossier.before(self._statements, year)
        with allowance(self._limits.reading_seconds):
            judged = judge(item.upload, report, history)
        keep(dossier, judged)
        dossier.add(year, report)
        return created(item, year, dossier.last[year], judged.checks.findings)

    def _gather(self, dossier: Dossier, judged: Judged) -> None:
        """Take up a report that no stored year looks back on."""
        agency, year = dossier.agency, report_year(judged.report)
        turn = Turn(dossier.last.get(year, 0), None, None, self._now)
        new = new_revision(agency.agency_id, turn, judged, self._render)
        self._gathered.add(new, agency.division, replaces=year in dossier.held)

    def _store_one(self, dossier: Dossier, judged: Judged) -> None:
        """Store a report as a single upload, which judges the later years beside it again."""
        agency, year = dossier.agency, report_year(judged.report)
        neighbours = fetch_neighbours(self._statements, agency.agency_id, year)
        turn = fetch_turn(self._statements, agency.agency_id, year)
        found, terms = Found(agency, turn, neighbours), Terms(author=self._author)
        store_locked(self._statements, found, judged, self._render, terms)


def _place(read: Read) -> tuple[str, int]:
    return read.item.agency_id, read.year


def _agency_id(read: Read) -> str:
    return read.item.agency_id
