"""
Judges stored reports under the rule set of this version.

One transaction a report, under its agency's lock as an upload's, so a running service only ever
waits for one judgement. What is done is done: a finding set bears its rule set, so a second run
takes up what the first one left. Reports are taken by agency and year.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from service.errors import StorageConflict
from service.judging import Render
from service.rejudging import judge_anew, prepare
from service.rules.catalogue import RULE_SET
from service.storage.agencies import lock_agency
from service.storage.held import (
    BEFORE_ALL,
    Outdated,
    fetch_count_outdated,
    fetch_held,
    fetch_moment,
    fetch_outdated,
)
from service.storage.pool import Pool

ATTEMPTS: Final = 5
PAGE: Final = 200


class Progress(NamedTuple):
    """How far it is: of `total` reports `done` are dealt with; `unreadable` lists what is left."""

    total: int
    done: int = 0
    unreadable: tuple[Outdated, ...] = ()


def revalidate(pool: Pool, render: Render, tell: Callable[[Progress], None]) -> Progress:
    """
    Judge every current report that was judged under another rule set; `tell` hears of each.

    Raises StorageError; what was judged by then stays.
    """
    progress = Progress(pool.ask(fetch_count_outdated, RULE_SET))
    tell(progress)
    for outdated in _outdated(pool):
        judged = _judge(pool, outdated, render)
        unreadable = progress.unreadable if judged else (*progress.unreadable, outdated)
        progress = progress._replace(done=progress.done + 1, unreadable=unreadable)
        tell(progress)
    return progress


def _outdated(pool: Pool) -> Iterator[Outdated]:
    after: Outdated | None = BEFORE_ALL
    while after is not None:
        page = pool.ask(fetch_outdated, RULE_SET, after, PAGE)
        yield from page
        after = page[-1] if page else None


def _judge(pool: Pool, outdated: Outdated, render: Render) -> bool:
    """Judge one report; tell whether it could be read."""
    for _ in range(ATTEMPTS - 1):
        try:
            return _judge_once(pool, outdated, render)
        except StorageConflict:
            continue
    return _judge_once(pool, outdated, render)


def _judge_once(pool: Pool, outdated: Outdated, render: Render) -> bool:
    agency_id, year = outdated
    prepare(pool, agency_id, year)
    with pool.transaction() as statements:
        lock_agency(statements, agency_id)
        now = fetch_moment(statements)
        held = fetch_held(statements, agency_id, year, year)
        return all(judge_anew(statements, one, render, now) is not None for one in held)
