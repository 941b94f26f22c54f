"""
Stored reports judged again: when another year of their organ changes, or the rules do.

Every judgement of a stored report runs under its agency's lock, beside the years that are held at
that moment, and is the same in whatever order they came. What a report says of later years ends
REACH years ahead, so no more of them are judged when it changes.
"""

import json
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, Final

from service.errors import RevisionNotFound
from service.judging import Identity, Judged, Render, Rendering, Upload, judge
from service.model.history import REACH, History
from service.model.report import Report
from service.rereading import Readings
from service.storage.findings import Judgement, Occasion, replace_finding_set
from service.storage.held import Held, fetch_held, fetch_source
from service.storage.pool import Pool, Statements
from service.storage.records import Revision
from service.storage.revisions import fetch_revision, replace_reading
from service.storage.statistics import count_reports, fetch_counted
from service.storage.tallies import tally_of

READINGS: Final = Readings()


def prepare(pool: Pool, agency_id: str, year: int) -> None:
    """
    Read what a judgement around `year` will need, so that it holds the agency's lock shortly.

    Nothing rests on it: what is missing by then is read then.
    """
    read_ahead(pool, pool.ask(fetch_neighbours, agency_id, year))


def fetch_neighbours(statements: Statements, agency_id: str, year: int) -> list[Held]:
    """Return what is held of the years that a report on `year` is judged beside, or that of it."""
    return fetch_held(statements, agency_id, year - REACH, year + REACH)


def read_ahead(pool: Pool, years: list[Held]) -> None:
    """
    Read stored reports outside of any transaction, so that the next one finds them read.

    What was purged meanwhile the next one does not find at all.
    """
    for held in years:
        with suppress(RevisionNotFound):
            READINGS.read(held, lambda each: pool.ask(fetch_source, each))


def unread(years: list[Held]) -> list[Held]:
    """Return those of the years whose reports would have to be read first."""
    return [held for held in years if not READINGS.has(held)]


def history_before(statements: Statements, agency_id: str, year: int) -> History:
    """Return the agency's reports on the years before `year`; the agency is locked."""
    return history_of(statements, fetch_held(statements, agency_id, year - REACH, year - 1))


def history_of(statements: Statements, years: list[Held]) -> History:
    """Return the reports of years that are held."""
    return History(_reports(statements, years))


def judge_followers(
    statements: Statements, agency_id: str, year: int, render: Render, now: datetime
) -> None:
    """
    Judge the later years anew that look back on `year`, which was stored or withdrawn.

    A year whose findings come out as they were keeps its finding set. The agency is locked.
    """
    held = fetch_held(statements, agency_id, year - REACH + 1, year + REACH)
    if held and held[-1].year > year:
        reports = _reports(statements, held)
        for follower in held:
            if follower.year > year and follower.year in reports:
                judged = _judged(follower, reports)
                _replace(statements, follower, judged, render, (Occasion.NEIGHBOUR, now))


def judge_anew(statements: Statements, held: Held, render: Render, now: datetime) -> bool | None:
    """
    Judge a stored report under today's rules; the agency is locked.

    Returns whether there is a new finding set, None where today's reader finds no report.
    """
    reports = _reports(statements, [held])
    if held.year not in reports:
        return None
    past = history_before(statements, held.agency_id, held.year).reports
    judged = _judged(held, {**past, **reports})
    return _replace(statements, held, judged, render, (Occasion.RULES, now))


def tag_of(representation: bytes) -> str:
    """Return the entity tag of a representation, without quotes."""
    return sha256(representation).hexdigest()[:32]


def read_held(statements: Statements, held: Held) -> Report | None:
    """Return the report of a year that is held; None where today's reader finds none."""
    return READINGS.read(held, partial(fetch_source, statements))


def _reports(statements: Statements, years: list[Held]) -> dict[int, Report]:
    read = {held.year: read_held(statements, held) for held in years}
    return {year: report for year, report in read.items() if report is not None}


def _judged(held: Held, reports: dict[int, Report]) -> Judged:
    # What of the bytes is rendered stands in the report's own source.
    upload = Upload(b"", held.media_type, filename=held.filename)
    past = {year: report for year, report in reports.items() if year < held.year}
    return judge(upload, reports[held.year], History(past))


def _replace(
    statements: Statements,
    held: Held,
    judged: Judged,
    render: Render,
    occasion: tuple[Occasion, datetime],
) -> bool:
    """Store the judgement unless it is the one that counts already."""
    identity = Identity(held.agency_id, held.revision, held.received_at)
    rendering = render(judged, identity)
    etag = tag_of(rendering.representation)
    rule_set = judged.checks.rule_set
    if (etag, rule_set) == (held.etag, held.rule_set):
        return False
    why, now = occasion
    revision = Revision(
        agency_id=held.agency_id,
        year=held.year,
        revision=held.revision,
        received_at=held.received_at,
        sha256=held.sha256,
        representation=rendering.representation,
        etag=etag,
        judging=held.judging + 1,
    )
    (replaced,) = fetch_counted(statements, held.agency_id, held.year)
    counted = replaced._replace(tally=tally_of(judged.report, judged.checks.findings))
    _keep_in_step(statements, revision, judged.report, rendering)
    judgement = Judgement(judged.checks.findings, rule_set, now, why)
    replace_finding_set(statements, revision, judgement)
    count_reports(statements, [counted], no_more=[replaced])
    return True


_OF_THE_RULES: Final = ("findings", "checks")


def _keep_in_step(
    statements: Statements, revision: Revision, report: Report, rendering: Rendering
) -> None:
    """
    Store what is read today where an older reader read otherwise.

    Rows, places and findings then speak of the same values, those of the new representation.
    """
    key = revision.agency_id, revision.year, revision.revision
    before = fetch_revision(statements, *key).representation
    if _as_read(before) != _as_read(rendering.representation):
        replace_reading(statements, revision, report, rendering.provenance)


def _as_read(representation: bytes) -> dict[str, Any]:
    members: dict[str, Any] = json.loads(representation)
    return {name: value for name, value in members.items() if name not in _OF_THE_RULES}
