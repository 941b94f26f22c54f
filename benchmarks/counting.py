"""
Keeping the sums over all reports costs an upload less than 5 %.

New reports are read, judged and stored through intake, in turn with and without the sums; every
128th writer folds what is pending, which is in the mean. How long the transaction of one writer in
128 takes for that is shown beside it.
"""

import itertools
from random import Random
from statistics import mean
from typing import Final

from benchmarks.measuring import markdown, seconds
from service.api.representation import render_to_store
from service.intake import storing
from service.intake.checking import check
from service.judging import Upload
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.statistics import FOLD_EVERY, fold
from tests.conftest import open_folder
from tests.generator.layouts import LAYOUTS, render
from tests.generator.sheets import blocks
from tests.generator.succession import succession

UPLOADS: Final = 5 * FOLD_EVERY
_COUNT: Final = storing.count_reports


def _texts() -> list[bytes]:
    rng = Random("counting")  # noqa: S311 -- seeded, so that it can be made again
    layout = LAYOUTS["pipes-trailing"]
    return [
        render(blocks(content), content, layout, rng).text.encode()
        for _ in range(20)
        for content in succession(rng, 1)
    ]


def _count_nothing(*_args: object, **_more: object) -> None:
    """Take the place of the hook."""


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        pool = Pool(postgres.url, 1)
        times: dict[bool, list[float]] = {True: [], False: []}
        texts = itertools.cycle(_texts())
        for number in range(UPLOADS):
            text = next(texts)
            for counted in (True, False):
                storing.count_reports = _COUNT if counted else _count_nothing
                took = seconds(lambda: _store(pool, f"a-{number}-{counted}", text))  # noqa: B023
                times[counted].append(took)
        storing.count_reports = _COUNT
        with pool.transaction() as statements:
            fold(statements)
        pool.close()
    counted, bare = (mean(times[key]) for key in (True, False))
    longest = max(times[True])
    lines = [
        ["an upload without the sums", f"{bare * 1000:.2f} ms", "1"],
        ["an upload with them", f"{counted * 1000:.2f} ms", f"{counted / bare:.3f}"],
        ["the slowest with them", f"{longest * 1000:.0f} ms", f"{longest / bare:.1f}"],
    ]
    head = ("", "time", "ratio")
    return f"Means of {UPLOADS} uploads.\n\n{markdown(head, lines)}"


def _store(pool: Pool, agency_id: str, text: bytes) -> None:
    judged = check(Upload(text))
    storing.store(pool, agency_id, judged, render_to_store)


if __name__ == "__main__":
    print(report())
