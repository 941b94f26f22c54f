"""A report of a batch as others take it, and what they say became of it."""

from collections import Counter

from service.bulk.outcome import Outcome
from service.judging import Upload
from service.storage.batch_items import Result, Waiting
from service.submissions.item import Item


def item_of(waiting: Waiting) -> Item:
    """Return a report of a batch as it is read and stored."""
    said = waiting.media_type, None, waiting.filename, waiting.stated_year
    return Item(waiting.name, waiting.agency_id, Upload(waiting.content, *said))


def result_of(waiting: Waiting, outcome: Outcome) -> Result:
    """Return an outcome as it is kept; findings are counted where there is a new revision."""
    is_new = outcome.status == "created"
    counts: Counter[str] = Counter()
    for (_, severity), number in outcome.findings.items():
        counts[severity] += number
    return Result(
        ordinal=waiting.ordinal,
        name=waiting.name,
        agency_id=waiting.agency_id,
        status="stored" if is_new else outcome.status,
        year=outcome.year,
        revision=outcome.revision,
        errors=counts["error"] if is_new else None,
        warnings=counts["warning"] if is_new else None,
        infos=counts["info"] if is_new else None,
        problem=outcome.reason,
        detail=outcome.detail,
    )
