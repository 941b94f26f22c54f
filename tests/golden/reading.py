"""Golden pairs for the tests: what a person read in a report, beside what the service reads."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category

from service.model.problem import Problem
from service.model.report import Report
from service.model.table import Cell
from service.parsing.assemble import parse
from service.standard.format_2021 import APPLICANTS, OUTCOMES

WRITTEN = Path(__file__).parent.parent / "data"
_TAG = re.compile("<[A-Za-z/!][^<>]*>")
_COLUMNS = {
    "applications": [column.code for column in APPLICANTS],
    "review": [column.code for column in OUTCOMES],
}


class Golden(NamedTuple):
    """A case: the bytes as received, what is expected of them, and the report that was read."""

    data: bytes
    expected: dict[str, Any]
    report: Report


@cache
def golden(folder: Path, case: str) -> Golden:
    expected = json.loads((folder / f"{case}.expected.json").read_text(encoding="utf-8"))
    data = (folder / expected["source"]).read_bytes()
    return Golden(data, expected, parse(data))


def expected_cells(expected: dict[str, Any]) -> dict[str, Decimal | None]:
    """Return the value expected at each JSON Pointer of a cell; None where nothing is printed."""
    cells: dict[str, Decimal | None] = {}
    for table in ("disclosure", "applications", "review"):
        for row, values in (expected.get(table) or {}).items():
            named = (
                values
                if isinstance(values, dict)
                else dict(zip(_COLUMNS[table], values, strict=True))
            )
            for column, value in named.items():
                cells[f"/{table}/{row}/{column}"] = None if value is None else Decimal(str(value))
    return cells


def cells(report: Report) -> Iterator[tuple[str, Cell]]:
    for table in report.tables():
        for row, column, cell in table.cells():
            yield table.pointer(row, column), cell


def values(report: Report) -> dict[str, int | Decimal]:
    """Return the value at each JSON Pointer of a cell that was read."""
    return {pointer: cell.value for pointer, cell in cells(report) if cell.value is not None}


def concerns(problem: Problem, pointer: str) -> bool:
    """Tell whether a problem is about the cell at `pointer`, its row or its table."""
    return problem.pointer is not None and f"{pointer}/".startswith(f"{problem.pointer}/")


def reads_as(printed: str) -> set[Decimal]:
    """
    Return what a person may take a printed cell for; amounts of money in 10,000 CNY.

    Written anew and not taken from the service: the places of numbers are tested with it.
    """
    shown = "".join(c for c in _TAG.sub("", unescape(printed)) if category(c) != "Cf")
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in shown)
    plain = "".join(plain.split()).split("(")[0].replace(",", "")
    sign = -1 if plain[:1] in {"-", "减", "↓", "−"} or plain[-1:] == "↓" else 1
    for word in ("减少", "增加", *"+-−减增↑↓"):
        plain = plain.replace(word, "")
    number = plain.rstrip("亿万元件个条宗笔起例次份项部批人")
    unit = plain[len(number) :]
    try:
        value = sign * Decimal(number)
    except InvalidOperation:
        return set()
    factor = {"元": Decimal("0.0001"), "亿": Decimal(10_000), "亿元": Decimal(10_000)}
    return {value * factor.get(unit, Decimal(1))}


def misplaced(report: Report) -> list[str]:
    """Return the pointers of the numbers whose place in the text does not read as them."""
    return [
        pointer
        for pointer, cell in cells(report)
        if cell.value is not None
        and (cell.span is None or cell.value not in reads_as(report.text.quote(cell.span)))
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())
