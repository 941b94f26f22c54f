"""Model -> rows: what the tables of the database hold of a report."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from service.model.finding import Finding
from service.model.report import Report
from service.model.table import Table
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.template import TableTemplate

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Revision:
    """
    A report as it is stored: `representation` holds the bytes to answer, `etag` no quotes.

    Both are those of the finding set that counts, the one with the number `judging`.
    """

    agency_id: str
    year: int
    revision: int
    received_at: datetime
    sha256: str
    representation: bytes
    etag: str
    judging: int = 1


class Key(Protocol):
    """What names a revision."""

    @property
    def agency_id(self) -> str: ...  # noqa: D102 -- the names say it
    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def revision(self) -> int: ...  # noqa: D102


def identity(key: Key) -> Row:
    """Return what names a revision, by the columns of all tables that are about one."""
    return {"agency_id": key.agency_id, "year": key.year, "revision": key.revision}


def _codes(of: Callable[[TableTemplate], Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """Return codes of every table in the order of the formats, those of 2021 first."""
    found: dict[str, dict[str, None]] = {}
    for table in (*FORMAT_2021.tables(), *FORMAT_2019.tables()):
        found.setdefault(table.code, {}).update(dict.fromkeys(of(table)))
    return {table: tuple(codes) for table, codes in found.items()}


ROWS: Final = _codes(lambda table: (row.code for row in table.rows))
COLUMNS: Final = _codes(lambda table: (each.code for row in table.rows for each in row.columns))


def report_row(report: Report) -> Row:
    """Return what the report says about itself."""
    return {
        "format": report.format,
        "title": report.title.text if report.title else None,
        "agency_name": report.agency_name,
        "period_start": report.period.start if report.period else None,
        "period_end": report.period.end if report.period else None,
        "signed_on": report.signature.signed_on if report.signature else None,
    }


def section_rows(report: Report) -> Iterator[Row]:
    """Yield the sections with their text, in reading order."""
    for ordinal, section in enumerate(report.sections, 1):
        yield {
            "ordinal": ordinal,
            "number": section.number,
            "printed_number": section.printed_number,
            "title": section.title,
            "heading": report.text.quote(section.heading),
            "body": report.text.quote(section.body),
            "line": report.text.line_number(section.heading.start),
        }


def table_rows(table: Table) -> Iterator[Row]:
    """
    Yield the rows that the text contains; a column that a row does not have is null.

    `printed` has what the cells show other than the digits of a whole number, which say it all.
    """
    blank: Row = dict.fromkeys(("row_code", *COLUMNS[table.code], "printed"))
    for row in table.rows.values():
        values, printed = blank.copy(), {}
        for column, (value, shown, _) in row.cells.items():
            values[column] = value
            if shown is not None and not (isinstance(value, int) and shown == str(value)):
                printed[column] = shown
        values["row_code"], values["printed"] = row.code, printed
        yield values


def figure_rows(report: Report) -> Iterator[Row]:
    """Yield what the prose states, in reading order."""
    for ordinal, figure in enumerate(report.narrative, 1):
        yield {
            "ordinal": ordinal,
            "figure": figure.figure,
            "value": figure.value,
            "unit": figure.unit,
            "quote": report.text.quote(figure.quote),
            "section": figure.section,
            "line": report.text.line_number(figure.quote.start),
        }


def finding_rows(findings: tuple[Finding, ...], judging: int) -> Iterator[Row]:
    """Yield the findings of a finding set in the order in which the rules gave them."""
    for ordinal, finding in enumerate(findings, 1):
        yield {
            "judging": judging,
            "ordinal": ordinal,
            "rule": finding.rule,
            "name": finding.name,
            "version": finding.version,
            "severity": finding.severity.value,
            "origin": finding.origin.value,
            "message_zh": finding.message.zh,
            "message_en": finding.message.en,
            "pointer": finding.pointer,
            "line": finding.place.line if finding.place else None,
            "quote": finding.place.quote if finding.place else None,
            "expected": finding.expected,
            "actual": finding.actual,
            "basis": finding.basis,
            "fingerprint": finding.fingerprint,
        }
