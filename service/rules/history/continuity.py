"""Family H, first part: numbers that one year's report hands to the next."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from service.model.finding import Severity
from service.model.history import History
from service.model.report import Report
from service.model.table import Table
from service.rules.arithmetic import COLUMNS, DOCUMENT_ROWS, TABLE_THREE, TABLE_TWO_2021
from service.rules.glued import noted_where_glued
from service.rules.history.names import is_same_organ
from service.rules.history.years import last_year, operand_of
from service.rules.joined import prose
from service.rules.labels import column_label, row_label
from service.rules.places import cell_span
from service.rules.rule import Fault, NotApplicable, Outcome, history_rule
from service.rules.sums import NO_TABLE_THREE, NO_TABLE_TWO, operands
from service.standard.scripts import simplified


class Years(NamedTuple):
    """The same table of two successive years; `year` is the later one's."""

    year: int
    before: Table
    now: Table


@history_rule("H201", severity=Severity.ERROR, basis=TABLE_THREE, since="1.0.1")
def carried_over(report: Report, history: History) -> Outcome:
    """
    What last year's report carried out is what this one carries in, in every column.

    Why: 四、结转下年度继续办理 and the next year's 二、上年结转 are the same applications, counted
    on the same day. Where a row's numbers are printed without anything between them and do not
    add up, this is only noted.
    Holds: 2023: carried_out 3; 2024: carried_in 3.
    Breaks: 2023: carried_out 3; 2024: carried_in 5.
    Not applicable: last year's report is not held, one of the two has no table three, or no
    column has both numbers.
    """
    last = last_year(report, history)
    if isinstance(last, NotApplicable):
        return last
    if report.year is None or report.applications is None:
        return NO_TABLE_THREE
    if last.applications is None:
        return NotApplicable("table three of last year's report was not found")
    years = Years(report.year, last.applications, report.applications)
    columns = [column for column in COLUMNS if _comparable(years, column)]
    if not columns:
        return NotApplicable("no column has both what was carried out and what was carried in")
    return [fault for column in columns for fault in _not_carried_over(years, column)]


def _comparable(years: Years, column: str) -> bool:
    """Tell whether both numbers are printed; a blank is zero only where the other one is."""
    out = years.before.value("carried_out", column)
    into = years.now.value("carried_in", column)
    return (out or 0) == (into or 0) if out is None or into is None else True


def _not_carried_over(years: Years, column: str) -> Iterator[Fault]:
    year, before, now = years
    out, into = before.value("carried_out", column), now.value("carried_in", column)
    if (out or 0) == (into or 0):
        return
    fault = Fault(
        zh=(
            f"“{column_label('applications', column)}”一列，{year - 1}年度报告结转下年度{out}件，"
            f"本年度报告上年结转为{into}件，两者应当一致。"
        ),
        en=(
            f"In column {column} the report on {year - 1} carried {out} out, "
            f"this one carries {into} in."
        ),
        span=cell_span(now, "carried_in", column),
        pointer=now.pointer("carried_in", column),
        expected=str(out),
        actual=str(into),
        operands=(
            operand_of(year - 1, before, "carried_out", column),
            *operands(now, (("carried_in", column),)),
        ),
    )
    fault = noted_where_glued(fault, before, ("carried_out",))
    yield noted_where_glued(fault, now, ("carried_in",))


@history_rule("H202", severity=Severity.WARNING, basis=TABLE_TWO_2021, since="1.0.1")
def documents_continue(report: Report, history: History) -> Outcome:
    """
    Last year's documents in force, with those issued and without those repealed, are this year's.

    Why: a document stays in force until it is repealed. Documents that expired, a recount, or a
    reform that handed them to another organ change the number as well, so a person should look;
    where the prose says so or the organ's name has changed, this is only noted.
    Holds: 2023: normative_documents: in_force 98; 2024: normative_documents: issued 5, repealed 7,
    in_force 96.
    Breaks: 2023: normative_documents: in_force 98; 2024: normative_documents: issued 5, repealed 7,
    in_force 99.
    Not applicable: last year's report is not held, one of the two has no table two in the format
    of 2021 (that of 2019 does not tell what is in force), or no row has all four numbers.
    """
    last = last_year(report, history)
    if isinstance(last, NotApplicable):
        return last
    if report.year is None or report.disclosure is None:
        return NO_TABLE_TWO
    if last.disclosure is None:
        return NotApplicable("table two of last year's report was not found")
    years = Years(report.year, last.disclosure, report.disclosure)
    stocks = [stock for row in DOCUMENT_ROWS if (stock := _stock(years, row)) is not None]
    if not stocks:
        return NotApplicable("no row tells what was in force, issued and repealed in both years")
    return [
        replace(fault, severity=Severity.INFO) if _explained(stock.row, report, last) else fault
        for stock in stocks
        for fault in _not_continued(years, stock)
    ]


class Stock(NamedTuple):
    """The documents of one kind in force: as they are due, and as this year's table states."""

    row: str
    due: int | Decimal
    stated: int | Decimal


def _stock(years: Years, row: str) -> Stock | None:
    """Return what can be compared; a blank among issued and repealed is zero only if that fits."""
    past = years.before.value(row, "in_force")
    stated = years.now.value(row, "in_force")
    issued, repealed = (years.now.value(row, column) for column in ("issued", "repealed"))
    if past is None or stated is None:
        return None
    due = past + (issued or 0) - (repealed or 0)
    if due != stated and None in (issued, repealed):
        return None
    return Stock(row, due, stated)


# 定期清理 stands in every report and explains nothing.
_REASON = re.compile(
    r"失效|机构改革|职能划转|划转|移交|统计口径|统计范围|重新统计|重新梳理|宣布继续有效"
)
_SENTENCES = {
    "regulations": re.compile(r"[^。；\n]*规章(?!制度)[^。；\n]*"),
    "normative_documents": re.compile(r"[^。；\n]*规范性文件[^。；\n]*"),
}


def _explained(row: str, report: Report, last: Report) -> bool:
    """Tell whether the prose says why such documents differ, or another organ signs it."""
    if not is_same_organ(report.agency_name or "", last.agency_name or ""):
        return True
    sentences = _SENTENCES[row].findall(simplified(prose(report).content))
    return any(_REASON.search(sentence) for sentence in sentences)


def _not_continued(years: Years, stock: Stock) -> Iterator[Fault]:
    year, before, now = years
    row = stock.row
    if stock.due == stock.stated:
        return
    cells = tuple((row, column) for column in ("issued", "repealed", "in_force"))
    past, (issued, repealed) = (
        before.value(row, "in_force"),
        [now.value(*cell) for cell in cells[:2]],
    )
    fault = Fault(
        zh=(
            f"“{row_label('disclosure', row)}”{year - 1}年度现行有效{past}件，加本年制发"
            f"{issued or 0}件、减本年废止{repealed or 0}件，应为{stock.due}件，所填为"
            f"{stock.stated}件；如因到期失效、重新清理、机构改革或统计口径变化，请予说明。"
        ),
        en=(
            f"In row {row}, {past} in force in {year - 1}, {issued or 0} issued and "
            f"{repealed or 0} repealed make {stock.due}, the table states {stock.stated}; "
            "expiry, a recount or a reform may be the reason."
        ),
        span=cell_span(now, row, "in_force"),
        pointer=now.pointer(row, "in_force"),
        expected=str(stock.due),
        actual=str(stock.stated),
        operands=(operand_of(year - 1, before, row, "in_force"), *operands(now, cells)),
    )
    fault = noted_where_glued(fault, before, (row,))
    yield noted_where_glued(fault, now, (row,))
