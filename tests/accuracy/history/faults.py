"""One fault at a time in the last year of a succession, for each rule of family H."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import NamedTuple

from service.model.finding import Severity
from service.standard.format_2021 import APPLICANTS
from tests.generator.facts import Content, Key, Printed, Section
from tests.generator.fresh import Fresh
from tests.generator.names import place_name
from tests.generator.succession import REASONS_BEGIN

PEOPLE = tuple(column.code for column in APPLICANTS[:-1])


class Planted(NamedTuple):
    """A report with a fault, the pointers of all that must be found, and how grave it must be."""

    content: Content
    pointers: frozenset[str | None]
    severity: Severity | None = None


Plant = Callable[[Random, list[Content], Content], Planted | None]


class Kind(NamedTuple):
    """A kind of fault; `plant` gives None where the succession has no room for it."""

    rule: str
    name: str
    plant: Plant


def _number(content: Content, key: Key) -> int | None:
    printed = content.cells.get(key)
    return printed.value if printed is not None and isinstance(printed.value, int) else None


def _with(content: Content, numbers: dict[Key, int]) -> Content:
    cells = {key: Printed(number, str(number)) for key, number in numbers.items()}
    return replace(content, cells={**content.cells, **cells})


def _row(content: Content, row: str) -> dict[str, int] | None:
    """Return a row of table three, None where any of its numbers is not printed."""
    numbers = {
        column: _number(content, Key("applications", row, column)) for column in (*PEOPLE, "total")
    }
    known = {column: number for column, number in numbers.items() if number is not None}
    return known if len(known) == len(numbers) else None


def _carried(before: list[Content], last: Content) -> dict[str, int] | None:
    """Return the row carried in, where it and last year's row carried out are printed whole."""
    return _row(last, "carried_in") if _row(before[-1], "carried_out") else None


def _carrying(last: Content, row: dict[str, int]) -> Planted | None:
    """Carry in `row`, and as much more or less out, so that the balance still holds."""
    old, out = _row(last, "carried_in"), _row(last, "carried_out")
    if old is None or out is None or row == old:
        return None
    moved = {column: out[column] + row[column] - old[column] for column in out}
    if min(moved.values()) < 0:
        return None
    numbers = {Key("applications", "carried_in", column): row[column] for column in row}
    numbers |= {Key("applications", "carried_out", column): moved[column] for column in moved}
    pointers = (key.pointer for key, number in numbers.items() if key.row == "carried_in")
    changed = {f"/applications/carried_in/{column}" for column in row if row[column] != old[column]}
    return Planted(_with(last, numbers), frozenset(changed.intersection(pointers)))


def _another_number(rng: Random, before: list[Content], last: Content) -> Planted | None:
    row = _carried(before, last)
    if row is None:
        return None
    person, more = rng.choice(PEOPLE), rng.randint(1, 9)
    return _carrying(last, {**row, person: row[person] + more, "total": row["total"] + more})


def _another_applicant(rng: Random, before: list[Content], last: Content) -> Planted | None:
    row = _carried(before, last)
    if row is None:
        return None
    one, other = rng.sample(PEOPLE, 2)
    return _carrying(last, {**row, one: row[other], other: row[one]})


def _nothing_carried(_rng: Random, before: list[Content], last: Content) -> Planted | None:
    row = _carried(before, last)
    return _carrying(last, dict.fromkeys(row, 0)) if row else None


def _a_digit_more(rng: Random, before: list[Content], last: Content) -> Planted | None:
    row = _carried(before, last)
    if row is None:
        return None
    person = max(PEOPLE, key=row.__getitem__)
    number = row[person] * 10 + rng.randint(1, 9)
    return _carrying(last, {**row, person: number, "total": row["total"] + number - row[person]})


def _documents(before: list[Content], last: Content) -> tuple[Key, int] | None:
    """Return the cell of documents in force and what it must hold, where all is printed."""
    keys = [
        Key("disclosure", "normative_documents", column)
        for column in ("in_force", "issued", "repealed")
    ]
    past, numbers = _number(before[-1], keys[0]), [_number(last, key) for key in keys]
    if past is None or None in numbers:
        return None
    now, issued, repealed = (number or 0 for number in numbers)
    # A report that gives a reason is not at fault.
    return (keys[0], now) if past + issued - repealed == now else None


def _stating(last: Content, key: Key, number: int, truth: int) -> Planted | None:
    if number == truth or number < 0:
        return None
    planted = _with(last, {key: number})
    return Planted(planted, frozenset({key.pointer}), Severity.WARNING)


def _another_stock(rng: Random, before: list[Content], last: Content) -> Planted | None:
    found = _documents(before, last)
    return _stating(last, found[0], found[1] + rng.randint(1, 9), found[1]) if found else None


def _stock_of_last_year(_rng: Random, before: list[Content], last: Content) -> Planted | None:
    found = _documents(before, last)
    past = _number(before[-1], found[0]) if found else None
    return _stating(last, found[0], past, found[1]) if found and past is not None else None


def _a_digit_lost(_rng: Random, before: list[Content], last: Content) -> Planted | None:
    found = _documents(before, last)
    return _stating(last, found[0], found[1] // 10, found[1]) if found else None


_DECIDED = ("licensing", "penalties", "coercive_measures")


def _decisions(rng: Random, before: list[Content], last: Content) -> tuple[Key, int] | None:
    """Return a count that all years print, the last one's in line with the others'."""
    keys = [Key("disclosure", row, "decisions") for row in _DECIDED]
    rng.shuffle(keys)
    for key in keys:
        numbers = [_number(content, key) for content in (*before, last)]
        if all(number is not None and number >= 6 for number in numbers):
            return key, numbers[-1] or 0
    return None


def _standing_out(last: Content, key: Key, number: int) -> Planted:
    return Planted(_with(last, {key: number}), frozenset({key.pointer}))


def _ten_times(rng: Random, before: list[Content], last: Content) -> Planted | None:
    found = _decisions(rng, before, last)
    if found is None:
        return None
    highest = max(_number(content, found[0]) or 0 for content in before)
    number = found[1] * 10 + rng.randint(0, 9)
    return _standing_out(last, found[0], number) if number >= max(30, 5 * highest) else None


def _a_tenth(rng: Random, before: list[Content], last: Content) -> Planted | None:
    found = _decisions(rng, before, last)
    if found is None:
        return None
    lowest = min(_number(content, found[0]) or 0 for content in before)
    number = found[1] // 10
    return _standing_out(last, found[0], number) if lowest >= max(30, 5 * number) else None


def _told(last: Content, sections: tuple[Section, ...], severity: Severity | None) -> Planted:
    content = replace(last, sections=sections)
    return Planted(content, frozenset({"/sections"}), severity)


def _another_year(text: str, content: Content, last: Content) -> str:
    return text.replace(f"{content.year}年", f"{last.year}年")


def _repeating(
    alter: Callable[[Random, str], str],
    severity: Severity | None,
    sections: tuple[int, ...] = (1, 5),
) -> Plant:
    """Put last year's paragraphs, altered, into the sections of those numbers."""

    def plant(rng: Random, before: list[Content], last: Content) -> Planted:
        def paragraphs(now: Section, past: Section) -> tuple[str, ...]:
            texts = (_another_year(text, before[-1], last) for text in past.paragraphs)
            # Without its reason another number of documents would be a second fault.
            reasons = (text for text in now.paragraphs if text.startswith(REASONS_BEGIN))
            return (*(alter(rng, text) for text in texts), *reasons)

        pairs = zip(last.sections, before[-1].sections, strict=True)
        told = tuple(
            now._replace(paragraphs=paragraphs(now, past)) if now.number in sections else now
            for now, past in pairs
        )
        return _told(last, told, severity)

    return plant


def _as_it_was(_rng: Random, text: str) -> str:
    return text


def _reordered(rng: Random, text: str) -> str:
    head, mark, rest = text.partition("。") if text.startswith("（") else ("", "", text)
    sentences = [sentence for sentence in rest.split("。") if sentence]
    rng.shuffle(sentences)
    return head + mark + "".join(f"{sentence}。" for sentence in sentences)


def _new_numbers(rng: Random, text: str) -> str:
    return "".join(
        str(rng.randint(1, 9)) if sign.isdigit() and text[at - 1 : at] not in "20" else sign
        for at, sign in enumerate(text)
    )


def _embellished(rng: Random, text: str) -> str:
    """Begin one sentence in four with a word of its own."""
    sentences = [sentence for sentence in text.split("。") if sentence]
    words = ("今年以来，", "在此基础上，", "同时，")
    return "".join(
        f"{rng.choice(words) if rng.random() < 0.25 else ''}{sentence}。" for sentence in sentences
    )


def _with_news(rng: Random, text: str) -> str:
    """Say as much again that is new."""
    prose = Fresh(rng, 0, {})
    news = ""
    while len(news) < 0.6 * len(text):
        news += prose.filler()
    return text + news


def _renamed(now: Callable[[Random, str], str | None]) -> Plant:
    def plant(rng: Random, _before: list[Content], last: Content) -> Planted | None:
        name = now(rng, last.agency)
        if name is None or name == last.agency:
            return None
        return Planted(replace(last, agency=name), frozenset({"/agency_name"}))

    return plant


def _reformed(rng: Random, name: str) -> str | None:
    for old, new in (
        ("卫生健康局", "卫生局"),
        ("农业农村局", "农业局"),
        ("水务局", "水利局"),
        ("市场监督管理局", "工商行政管理局"),
        ("交通运输局", "交通局"),
        ("教育局", "教育和体育局"),
        ("财政局", "财政金融局"),
        ("街道", "镇"),
        ("镇人民政府", "街道办事处"),
    ):
        if old in name:
            return name.replace(old, new)
    return None


def _raised(_rng: Random, name: str) -> str | None:
    return name[:2] + {"县": "市", "市": "区", "区": "县"}[name[2]] + name[3:]


def _elsewhere(rng: Random, name: str) -> str | None:
    return place_name(rng) + name[2:]


KINDS = (
    Kind("H201", "another number", _another_number),
    Kind("H201", "another applicant's number", _another_applicant),
    Kind("H201", "nothing carried in", _nothing_carried),
    Kind("H201", "a digit more", _a_digit_more),
    Kind("H202", "another number", _another_stock),
    Kind("H202", "last year's number", _stock_of_last_year),
    Kind("H202", "a digit lost", _a_digit_lost),
    Kind("H203", "a digit more", _ten_times),
    Kind("H203", "a digit lost", _a_tenth),
    Kind("H204", "copied", _repeating(_as_it_was, Severity.WARNING)),
    Kind("H204", "copied, sentences reordered", _repeating(_reordered, Severity.WARNING)),
    Kind("H204", "copied, with other numbers", _repeating(_new_numbers, Severity.WARNING)),
    Kind("H204", "copied, with words put in", _repeating(_embellished, Severity.WARNING)),
    Kind("H204", "copied, with as much that is new", _repeating(_with_news, Severity.INFO)),
    Kind("H204", "section one copied", _repeating(_as_it_was, None, (1,))),
    Kind("H205", "renamed by a reform", _renamed(_reformed)),
    Kind("H205", "another level", _renamed(_raised)),
    Kind("H205", "another place", _renamed(_elsewhere)),
)
