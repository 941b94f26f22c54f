"""What can be exported: the columns, each a SQL expression, and where their rows come from."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple

from service.standard.template import AMOUNT
from service.storage.records import COLUMNS
from service.storage.revisions import TABLES


class Kind(Enum):
    """
    What a column holds.

    number: an integer, which JSON has as a number.
    code: a code, a time or an exact decimal: JSON has it as a string, in which nothing is escaped.
    text: anything.
    """

    NUMBER = "number"
    CODE = "code"
    TEXT = "text"


class Column(NamedTuple):
    """A column of an export; without an expression it is the one of its name."""

    name: str
    kind: Kind = Kind.CODE
    expression: str = ""

    @property
    def value(self) -> str:
        """Return the SQL expression."""
        return self.expression or self.name


class Export(NamedTuple):
    """
    An export: its own columns, behind those of HEAD, and where its rows come from.

    `rows` is what follows FROM; it has the key of a revision. `wanted` is a further condition.
    """

    columns: tuple[Column, ...]
    rows: str
    order: str = ""
    wanted: str = "true"


def _text(name: str, expression: str = "") -> Column:
    return Column(name, Kind.TEXT, expression)


def _time(name: str, fraction: str, expression: str = "") -> Column:
    """Return a time with MS or US behind its seconds, as the representations have it."""
    moment = f"({expression or name}) AT TIME ZONE 'UTC'"
    shape = f'YYYY-MM-DD"T"HH24:MI:SS.{fraction}"Z"'
    return Column(name, Kind.CODE, f"to_char({moment}, '{shape}')")


def _table(code: str) -> Export:
    """Return the export of one of the three tables."""
    cells = (
        Column(column, Kind.CODE if column == AMOUNT else Kind.NUMBER) for column in COLUMNS[code]
    )
    return Export((Column("row", Kind.CODE, "row_code"), *cells), TABLES[code])


HEAD: Final = (
    _text("agency_id", "reports.agency_id"),
    _text("registered_name", "agencies.name"),
    Column("division"),
    Column("year", Kind.NUMBER, "reports.year"),
    Column("revision", Kind.NUMBER, "current_revision"),
)
EXPORTS: Final[Mapping[str, Export]] = {
    "reports": Export(
        (
            Column("format"),
            _text("title"),
            _text("agency_name"),
            Column("period_start"),
            Column("period_end"),
            Column("signed_on"),
            Column("errors", Kind.NUMBER),
            Column("warnings", Kind.NUMBER),
            Column("infos", Kind.NUMBER),
            Column("rule_set"),
            _time("judged_at", "MS"),
            Column("sha256"),
            Column("etag"),
            _time("received_at", "MS"),
            _time("updated_at", "US", "reports.changed_at"),
            _time("withdrawn_at", "US", "reports.withdrawn_at"),
        ),
        "revisions JOIN finding_sets USING (agency_id, year, revision, judging)",
    ),
    "applications": _table("applications"),
    "disclosure": _table("disclosure"),
    "review": _table("review"),
    "figures": Export(
        (
            Column("figure"),
            Column("value"),
            _text("unit"),
            _text("quote"),
            Column("section", Kind.NUMBER),
            Column("line", Kind.NUMBER),
        ),
        "figures",
        "ordinal",
    ),
    "findings": Export(
        (
            Column("rule"),
            Column("name"),
            Column("version", Kind.NUMBER),
            Column("severity"),
            Column("origin"),
            _text("message_zh"),
            _text("message_en"),
            _text("pointer"),
            Column("line", Kind.NUMBER),
            _text("quote"),
            _text("expected"),
            _text("actual"),
            _text("basis"),
            Column("fingerprint"),
        ),
        "revisions JOIN findings USING (agency_id, year, revision, judging)",
        "ordinal",
        "(%(rule)s IS NULL OR rule = %(rule)s)"
        " AND (%(severity)s IS NULL OR severity = %(severity)s)",
    ),
}
