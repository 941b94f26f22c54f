"""Where the values of a representation are printed."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.provenance import render_provenance, render_spans, spans, stored_provenance
from service.api.representation import render
from service.intake.checking import check
from service.judging import Upload
from tests.unit.api.builders import TEXT, a_judged_report, a_report

WRITTEN = Path(__file__).parents[2] / "data"
SUFFIXES = {".txt", ".html", ".htm", ".md", ".tsv"}
TABLES = ("disclosure", "applications", "review")
CHINESE = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}


def files(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.suffix in SUFFIXES)
    return sorted(file for file in found if file.parent.name != "sentences")


def numbers(members: dict[str, Any]) -> Iterator[tuple[str, Decimal]]:
    """Yield every number that the representation reads from the text, by JSON Pointer."""
    for table in TABLES:
        for row, cells in (members[table] or {}).items():
            for column, value in cells.items():
                if value is not None:
                    yield f"/{table}/{row}/{column}", Decimal(value)
    for index, figure in enumerate(members["narrative"]):
        yield f"/narrative/{index}/value", Decimal(figure["value"])


def readings(printed: str) -> set[Decimal]:
    """Return what a person may read there: the digits, in any unit that amounts are given in."""
    plain = unescape(printed).translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    plain = re.sub(r"[,\s]", "", plain)
    if plain[0] in CHINESE:
        return {Decimal(CHINESE[plain] if plain in CHINESE else counted(plain))}
    found = re.search(r"[0-9]+(?:\.[0-9]+)?", plain)
    assert found is not None, printed
    digits = Decimal(found.group())
    less = any(sign in plain for sign in "-−减↓")
    return {sign * digits * factor for sign in ((-1,) if less else (1,)) for factor in SCALES}


def counted(printed: str) -> int:
    """Return what 三千四百零二 counts: each digit by the unit behind it."""
    digits = re.findall(r"([一二两三四五六七八九])([千百十]?)", printed)
    return sum(CHINESE[digit] * UNITS[unit] for digit, unit in digits)


UNITS = {"千": 1000, "百": 100, "十": 10, "": 1}
SCALES = (Decimal(1), Decimal("0.0001"), Decimal(10_000), Decimal(100_000_000))


def assert_every_number_is_placed(text: str, members: dict[str, Any], name: str) -> int:
    places = members["provenance"]
    lines = text.split("\n")
    count = 0
    for pointer, value in numbers(members):
        place = places[pointer]
        printed = text[place["start"] : place["end"]]
        assert value in readings(printed), (name, pointer, value, printed)
        assert place["quote"] == printed
        begin = sum(len(line) + 1 for line in lines[: place["line"] - 1])
        assert begin + place["column"] - 1 == place["start"], (name, pointer)
        count += 1
    return count


def answer_with_everything(client: FlaskClient, data: bytes) -> dict[str, Any]:
    address = "/v1/check?include=provenance,text"
    answer = client.post(address, data=data, content_type="text/plain")
    assert answer.status_code == 200
    members: dict[str, Any] = answer.get_json()
    return members


@pytest.mark.parametrize("file", files(WRITTEN), ids=lambda file: file.name)
def test_the_text_at_the_offsets_of_every_number_reads_as_that_number(
    client: FlaskClient, file: Path
) -> None:
    members = answer_with_everything(client, file.read_bytes())
    assert assert_every_number_is_placed(members["text"], members, file.name) > 30


def test_the_text_at_the_offsets_of_every_number_of_the_real_reports_reads_as_that_number(
    client: FlaskClient, reports_dir: Path
) -> None:
    found = files(reports_dir)
    assert found
    for file in found:
        members = answer_with_everything(client, file.read_bytes())
        assert_every_number_is_placed(members["text"], members, file.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_offsets_refer_to_the_text_whatever_the_bytes_were(
    client: FlaskClient, encoding: str
) -> None:
    text = files(WRITTEN)[0].read_text(encoding="utf-8")
    members = answer_with_everything(client, text.encode(encoding))
    assert members["text"] == text
    assert assert_every_number_is_placed(text, members, encoding) > 100


def test_crlf_and_characters_beyond_the_basic_plane_count_once_each(client: FlaskClient) -> None:
    text = files(WRITTEN)[0].read_text(encoding="utf-8")
    text = text.replace("\n", "\r\n").replace("。", "。😀", 1)
    members = answer_with_everything(client, text.encode())
    assert assert_every_number_is_placed(text, members, "crlf") > 100


def test_title_period_and_day_of_signature_have_places_too() -> None:
    data = (WRITTEN / "dongwan-2019.txt").read_bytes()
    judged = check(Upload(data))
    members, places = json.loads(render(judged)), json.loads(render_provenance(judged.report))
    year, month, day = map(int, members["signed_on"].split("-"))
    assert f"{year}年{month}月{day}日" in "".join(places["/signed_on"]["quote"].split())
    assert str(members["year"]) in places["/period"]["quote"]
    assert members["agency_name"] in places["/title"]["quote"]


def test_a_null_has_a_place_where_something_is_printed_and_none_where_nothing_is() -> None:
    places = json.loads(render_provenance(a_report()))
    start = TEXT.content.index("/")
    assert places["/applications/received/commercial_enterprise"] == {
        "line": 4,
        "column": 10,
        "start": start,
        "end": start + 1,
        "quote": "/",
    }
    assert "/applications/received/total" not in places


def test_pointers_lead_to_members_of_the_representation() -> None:
    judged = check(Upload(files(WRITTEN)[0].read_bytes()))
    members = json.loads(render(judged))
    for pointer in json.loads(render_provenance(judged.report)):
        node = members
        for step in pointer.split("/")[1:]:
            node = node[int(step)] if isinstance(node, list) else node[step]


@pytest.mark.parametrize("part", ["", "title", "period", "signature", "disclosure", "review"])
def test_what_is_stored_of_the_places_gives_them_all_again(part: str) -> None:
    for file in files(WRITTEN):
        judged = check(Upload(file.read_bytes()))
        if part:
            judged = replace(judged, report=replace(judged.report, **{part: None}))
        whole, content = render_provenance(judged.report), judged.report.text.content
        stored = render_spans(judged.report)
        assert stored_provenance(stored, render(judged), lambda content=content: content) == whole
        assert len(stored) < len(whole) / 2


def test_a_value_that_is_printed_nowhere_moves_no_other_place() -> None:
    judged = a_judged_report()
    stored = render_spans(judged.report)
    whole = stored_provenance(stored, render(judged), lambda: TEXT.content)
    assert whole == render_provenance(judged.report)


def test_what_earlier_versions_stored_is_answered_like_today() -> None:
    report = a_report()
    whole = render_provenance(report)

    def text() -> str:
        raise AssertionError

    assert stored_provenance(whole, b"", text) == whole
    assert stored_provenance(b"{}", b"", lambda: "") == b"{}"
    ends = json.dumps(dict(spans(report))).encode()
    assert stored_provenance(ends, b"", lambda: report.text.content) == whole
