"""
The examples of the rules' own pages, made into reports that are read and judged.

An example is a row of statements, divided by "; ". What is not said is that of a correct report:

    received: natural_person 3, total 3     cells of a row, by their codes
    received 12, carried_in 1               totals of table three, all by natural persons
    received printed: 640020470             a row as it is printed
    report on 2022; agency 河东县水务局      year and organ
    title, introduction, period, signed     what stands there
    section 5 无                            the words of a section
    sections 1, 2, 3, 5, 4, 6               which sections there are, and in which order
    without applications, without a row     a table or a row left out
    tables of 2019                          the format of the tables
    label （二）…                            a label as it is printed
    nothing but 附件下载                     below the title
    ends behind 一、…, once more             where the text ends, and whether it comes twice
    encoded in utf-8 and cut …              how it became bytes
    2023: carried_out 3                     any of these, of that year's report; the last is judged
    section 1 of 2023                       the words of a section of another year's report

Anything else is a sentence of section one.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

from service.model.history import History
from service.model.report import Report
from service.parsing.assemble import parse
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.sections import SECTIONS
from tests.generator.facts import Key, Printed
from tests.generator.sheets import Block, Paragraph, SheetCell
from tests.planting.draft import Draft, sheet_of, without_row
from tests.unit.rules.cases import Years

_CELLS = re.compile(r"([a-z._]+): ((?:[a-z_0-9]+ \S+(?:, )?)+)")
_TOTALS = re.compile(r"[a-z._]+ \d+(?:, [a-z._]+ \d+)*")
_OLD_ROWS = ("newly_disclosed", "procurement", "change")


_OF_A_YEAR = re.compile(r"(20\d\d): (.+)")
_SECTION_OF_YEAR = re.compile(r"section (\d) of (20\d\d)")


def example(words: str) -> Years:
    """Return the report that an example describes, beside those of the years before."""
    statements = words.removesuffix(".").split("; ")
    if _OF_A_YEAR.fullmatch(statements[0]) is None:
        return Years(_read(statements))
    of_years: dict[int, list[str]] = {}
    for statement in statements:
        [(year, said)] = _OF_A_YEAR.findall(statement)
        of_years.setdefault(int(year), []).append(_quoting(of_years, said))
    reports = {year: _read([f"report on {year}", *said]) for year, said in of_years.items()}
    return Years(reports.pop(max(reports)), History(reports))


def _quoting(of_years: dict[int, list[str]], statement: str) -> str:
    """Return the statement, or what it refers to: the same section of another year."""
    found = _SECTION_OF_YEAR.fullmatch(statement)
    if found is None:
        return statement
    section = f"section {found[1]} "
    return next(each for each in of_years[int(found[2])] if each.startswith(section))


def _read(statements: list[str]) -> Report:
    words = "; ".join(statements)
    old = "tables of 2019" in statements or any(row in words for row in _OLD_ROWS)
    year = next((int(each[-4:]) for each in statements if each.startswith("report on ")), 0)
    draft = _correct(year or (2020 if old else 2024), old=old)
    for statement in statements:
        _apply(draft, statement)
    rng = Random(1)
    return parse(draft.data(rng))


def _correct(year: int, *, old: bool) -> Draft:
    form = FORMAT_2019 if old else FORMAT_2021
    cells = {
        Key(table.code, row.code, column.code): Printed(0, "0")
        for table in form.tables()
        for row in table.rows
        for column in row.columns
    }
    return Draft(
        agency="河东市水务局",
        year=year,
        format=form,
        layout="tabs",
        title=f"{year}年政府信息公开工作年度报告",
        introduction=["根据《中华人民共和国政府信息公开条例》编制本报告。"],
        period=f"数据统计期限为{year}年1月1日至{year}年12月31日。",
        titles={section.number: section.title for section in SECTIONS},
        said={},
        bodies={
            1: ["按时做好各项工作。"],
            5: ["存在解读形式单一的问题。下一步将改进。"],
            6: ["本年度未收取信息处理费。"],
        },
        cells=cells,
        signed_on=date(year + 1, 1, 20),
    )


def _apply(draft: Draft, statement: str) -> None:
    head, _, rest = statement.partition(" ")
    if cells := _CELLS.fullmatch(statement):
        _set_cells(draft, cells[1], cells[2])
    elif _TOTALS.fullmatch(statement):
        for row, number in (each.split(" ") for each in statement.split(", ")):
            for column in ("natural_person", "total"):
                draft.set("applications", row, column, int(number))
    elif " printed: " in statement:
        _print_row(draft, *statement.split(" printed: "))
    elif head in _PARTS:
        _PARTS[head](draft, rest)
    elif not _of_the_text(draft, statement):
        draft.bodies[1].append(f"{statement}。")


def _sign(draft: Draft, day: str) -> None:
    year, month, number = map(int, re.findall("[0-9]+", day))
    draft.signed_on = date(year, month, number)


def _section(draft: Draft, words: str) -> None:
    number, _, text = words.partition(" ")
    draft.bodies[int(number)] = [f"{text}。"]


def _sections(draft: Draft, numbers: str) -> None:
    draft.titles = {int(each): draft.titles[int(each)] for each in numbers.split(", ")}


def _set_cells(draft: Draft, row: str, cells: str) -> None:
    [table] = {key.table for key in draft.cells if key.row == row}
    for column, text in (each.split(" ") for each in cells.split(", ")):
        number = Decimal(text) if re.fullmatch(r"-?\d+", text) else None
        draft.cells[Key(table, row, column)] = Printed(number, text)


def _print_row(draft: Draft, row: str, text: str) -> None:
    draft.layout = "glued" if " " not in text else "tabs"

    def change(parts: list[Block]) -> None:
        for each in sheet_of(parts, "applications").rows:
            if any(cell.key is not None and cell.key.row == row for cell in each.cells):
                key = next(cell.key for cell in each.cells if cell.key is not None)
                labels = [cell for cell in each.cells if cell.key is None]
                each.cells = labels + [SheetCell(number, key) for number in text.split(" ")]

    draft.changes.append(change)


def _leave_out(draft: Draft, what: str) -> None:
    if what in {key.table for key in draft.cells}:
        draft.changes.append(lambda parts: parts.remove(sheet_of(parts, what)))
    else:
        without_row(draft, "applications", what)


def _label(draft: Draft, label: str) -> None:
    draft.changes.append(lambda parts: _relabel(parts, label))


def _relabel(parts: list[Block], label: str) -> None:
    """Print a label in the place of the one that is most like it."""
    for row in sheet_of(parts, "applications").rows:
        for cell in row.labels():
            if cell.text[:6] == label[:6]:
                cell.text = label


def _of_the_text(draft: Draft, statement: str) -> bool:
    """Make what is said of the text as a whole, and tell whether this was."""
    if statement == "once more":
        draft.text_changes.append(lambda text: f"{text}\n{text}")
    elif statement.startswith("nothing but "):
        words = statement.removeprefix("nothing but ")
        draft.changes.append(lambda parts: parts.__setitem__(slice(2, None), [Paragraph(words)]))
    elif statement.startswith("ends behind 一"):
        label = statement.removeprefix("ends behind ")
        draft.text_changes.append(lambda text: text[: text.index(label) + len(label)])
    elif statement == "encoded in utf-8 and cut within a character":
        draft.broken_bytes = "信".encode()[:2]
    else:
        return statement in {"ends behind the signature", "encoded in utf-8"} or (
            statement.startswith(("report on ", "tables of "))
        )
    return True


_PARTS: dict[str, Callable[[Draft, str], None]] = {
    "agency": lambda draft, name: setattr(draft, "agency", name),
    "title": lambda draft, title: setattr(draft, "title", title),
    "introduction": lambda draft, words: setattr(draft, "introduction", [f"{words}。"]),
    "period": lambda draft, days: setattr(draft, "period", f"数据统计期限为{days}。"),
    "signed": _sign,
    "section": _section,
    "sections": _sections,
    "without": _leave_out,
    "label": _label,
}
