"""Fields of the representations that are ours: quotations, places, numbers and tables."""

from contextvars import ContextVar
from decimal import Decimal
from typing import Any, ClassVar, Final

from marshmallow import Schema, ValidationError, fields
from marshmallow.fields import Field

from service.model.place import Span, Text
from service.model.table import Table
from service.standard.template import TableTemplate

TEXT: Final[ContextVar[Text]] = ContextVar("TEXT")  # what the spans being dumped refer to
MOST_PRINTED: Final = 2_000  # no sentence and no row of a report is longer


def number(value: int | Decimal | str | None) -> int | str | None:
    """Return a count as it is and an amount as a string that holds the exact decimal."""
    return f"{value:f}" if isinstance(value, Decimal) else value


class Answer(Schema):
    """A representation; all of its members are always there but those named in `optional`."""

    optional: ClassVar[tuple[str, ...]] = ()

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        """Let the OpenAPI document say so."""
        field_obj.required = field_name not in self.optional


class NextCursor(fields.String):
    """How to ask for what comes behind a page of a list."""

    def __init__(self) -> None:
        """Null at the end of the list."""
        description = "The `cursor` of the next page; null at the end."
        super().__init__(allow_none=True, metadata={"description": description})


def clip(printed: str) -> str:
    """Return at most MOST_PRINTED characters; a damaged text may run a whole page together."""
    return printed if len(printed) <= MOST_PRINTED else printed[: MOST_PRINTED - 1] + "…"


def is_unicode(text: str) -> None:
    """Refuse what UTF-8 cannot hold; the JSON of some senders has half surrogate pairs."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValidationError("The text holds half of a surrogate pair.")


class Printed(fields.String):
    """What the text shows, or a sentence that repeats it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return clip(value) if isinstance(value, str) else value


class Quote(fields.String):
    """A span, as what is printed there."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        return clip(TEXT.get().quote(value))


class PlaceSchema(Answer):
    """Where something is printed: lines and columns from 1, offsets in characters from 0."""

    line = fields.Integer()
    column = fields.Integer()
    start = fields.Integer()
    end = fields.Integer()
    quote = Printed()


class Placed(fields.Nested):
    """The span or place in the attribute `of`, as a place."""

    def __init__(self, of: str, *, allow_none: bool = False) -> None:
        """Remember the attribute; `attribute` would not do, a Quote reads the same one."""
        super().__init__(PlaceSchema, allow_none=allow_none)
        self.of = of

    def get_value(self, obj: Any, attr: str, *args: Any, **kwargs: Any) -> Any:
        """Return the place, whatever the name of the field is."""
        value = getattr(obj, self.of)
        return TEXT.get().place(value) if isinstance(value, Span) else value


class Number(Field[Any]):
    """A count as an integer, an amount as a string, a text as it is."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return number(value)


class Exact(fields.String):
    """A count or amount, as a string that holds the exact decimal, never with an exponent."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        return str(number(value))


class Rows(Field[Any]):
    """
    A table, as its rows by code and their numbers by column.

    `templates` are the table in each national format; `row` names the schema of its rows
    in the OpenAPI document where all have the same columns.
    """

    def __init__(self, *templates: TableTemplate, row: str | None = None) -> None:
        """Keep what the document says about the table."""
        super().__init__(allow_none=True)
        self.templates = templates
        self.row = row

    def _serialize(self, value: Table | None, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        if value is None:
            return None
        return {
            row.code: {column: number(cell.value) for column, cell in row.cells.items()}
            for row in value.rows.values()
        }
