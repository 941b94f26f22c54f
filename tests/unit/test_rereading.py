"""What is read again is what was read first, and only so much of it is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from service.judging import Upload, read
from service.rereading import Readings, read_again
from service.storage.held import Held
from tests.integration.texts import report_text


def held(data: bytes, year: int = 2024, encoding: str = "utf-8") -> Held:
    return Held(
        agency_id="a",
        year=year,
        revision=1,
        judging=1,
        received_at=datetime(2025, 1, 22, tzinfo=UTC),
        sha256=sha256(data).hexdigest(),
        media_type="text/plain",
        encoding=encoding,
        filename=None,
        rule_set="1",
        etag="e",
    )


class Store:
    """Sources, and how often each was asked for."""

    def __init__(self, *sources: bytes) -> None:
        self.sources = {sha256(source).hexdigest(): source for source in sources}
        self.asked: list[str] = []

    def load(self, wanted: Held) -> bytes:
        self.asked.append(wanted.sha256)
        return self.sources[wanted.sha256]


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", None), ("gb18030", "gbk"), ("utf-16-le", None), ("big5hkscs", "big5")],
)
def test_a_source_reads_again_as_it_read_first(encoding: str, charset: str | None) -> None:
    data = report_text().replace("〔", "(").replace("〕", ")").encode(encoding, errors="replace")
    first = read(Upload(data, charset=charset))
    assert first.source.encoding == encoding
    assert read_again(data, held(data, encoding=encoding)) == first


def test_the_year_is_that_under_which_the_report_is_stored() -> None:
    data = report_text().replace("2024年", "").replace("2025年", "").encode()
    assert read_again(data, held(data, year=2022)) == read(Upload(data, year=2022))


def test_what_todays_reader_refuses_is_none() -> None:
    data = "一部小说。".encode() * 99
    store = Store(data)
    assert Readings().read(held(data), store.load) is None


def test_a_report_is_loaded_once_for_each_year_it_stands_for() -> None:
    data = report_text().encode()
    store, readings = Store(data), Readings()
    first = readings.read(held(data), store.load)
    assert readings.read(held(data), store.load) is first
    other = readings.read(held(data, year=2023), store.load)
    assert first is not None
    assert other == replace(first, year=2023)
    assert len(store.asked) == 2


@pytest.mark.parametrize("bound", [{"reports": 2}, {"characters": 5000}])
def test_the_report_that_was_used_longest_ago_goes_first(bound: dict[str, int]) -> None:
    one, two, three = (report_text(year).encode() for year in (2022, 2023, 2024))
    store, readings = Store(one, two, three), Readings(**bound)
    assert 2 * len(report_text()) < 5000 < 3 * len(report_text())
    for data in (one, two, one, three):
        readings.read(held(data), store.load)
    store.asked.clear()
    for data in (one, three, two):
        readings.read(held(data), store.load)
    assert store.asked == [sha256(two).hexdigest()]
