"""Items -> reports, before anything is locked; known bytes are told without being read."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from service.allowance import allowance
from service.bulk.outcome import Outcome, refused, unchanged
from service.errors import IntakeError, InvalidAgencyId, TooLarge
from service.intake.years import report_year
from service.judging import read
from service.limits import Limits
from service.model.report import Report
from service.standard.agencies import check_agency_id
from service.storage.bulk.reports import Known, fetch_known
from service.storage.pool import Pool
from service.submissions.item import Item

DEFAULTS: Final = Limits()


class Read(NamedTuple):
    """An item, the year that it is stored under, and the report in it."""

    item: Item
    year: int
    report: Report


def read_many(pool: Pool, items: Sequence[Item], limits: Limits = DEFAULTS) -> list[Read | Outcome]:
    """
    Read the items, in their order; tell at once of those that are known or cannot be stored.

    Raises StorageError.
    """
    known = _known(pool, items)
    return [_told(item, known) or _read(item, limits) for item in items]


_Shelf = dict[tuple[str, str], list[Known]]


def _known(pool: Pool, items: Sequence[Item]) -> _Shelf:
    shelf: _Shelf = defaultdict(list)
    for known in pool.ask(fetch_known, sorted({item.agency_id for item in items})):
        shelf[known.agency_id, known.sha256].append(known)
    return shelf


def _told(item: Item, shelf: _Shelf) -> Outcome | None:
    """Tell of bytes that the agency has, under the year that is said for them if one is."""
    known = shelf.get((item.agency_id, sha256(item.upload.data).hexdigest()), ())
    for each in known:
        if item.upload.year in (None, each.year):
            return unchanged(item, each.year, each.revision)
    return None


def _read(item: Item, limits: Limits) -> Read | Outcome:
    try:
        check_agency_id(item.agency_id)
        if len(item.upload.data) > limits.max_body_bytes:
            raise TooLarge(f"The report is larger than {limits.max_body_bytes} bytes.")
        with allowance(limits.reading_seconds):
            report = read(item.upload)
        return Read(item, report_year(report), report)
    except (IntakeError, InvalidAgencyId) as error:
        return refused(item, error)
