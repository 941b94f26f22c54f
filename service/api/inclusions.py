"""
`?include=`: members that a representation bears only for those who ask.

They are appended to the stored bytes, which stay what they are; each choice has an ETag of its own.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields, validate

from service.api.provenance import render_provenance, stored_provenance
from service.intake.checking import decoded_again
from service.json_text import as_json
from service.judging import Judged
from service.storage.revisions import Particulars

PROVENANCE: Final = "provenance"
TEXT: Final = "text"
INCLUDABLE: Final = (PROVENANCE, TEXT)

Chosen = tuple[str, ...]
NOTHING: Final[Chosen] = ()


class Include(fields.List[str]):
    """Names between commas, each once; they are answered in the order of INCLUDABLE."""

    def __init__(self) -> None:
        """Say in the OpenAPI document what may be asked for."""
        description = "Members to add, between commas: where each value is printed, the whole text."
        super().__init__(
            fields.String(validate=validate.OneOf(INCLUDABLE)),
            metadata={"description": description, "uniqueItems": True, "minItems": 1},
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        names = str(value).split(",")
        unknown = [name for name in names if name not in INCLUDABLE]
        if unknown or len(names) != len(set(names)):
            raise ValidationError(f"Name each once, between commas: {', '.join(INCLUDABLE)}.")
        return tuple(name for name in INCLUDABLE if name in names)


INCLUDE: Final = Include()


def render_text(text: str) -> bytes:
    """Return the member `text` of the representation in UTF-8."""
    return as_json(text)


def of_judged(judged: Judged, chosen: Chosen) -> dict[str, bytes]:
    """Return the chosen members of a report that was just read."""
    makers: Mapping[str, Callable[[], bytes]] = {
        PROVENANCE: lambda: render_provenance(judged.report),
        TEXT: lambda: render_text(judged.report.text.content),
    }
    return {name: makers[name]() for name in chosen}


def of_stored(stored: Particulars, chosen: Chosen) -> dict[str, bytes]:
    """Return the chosen members of a report that is stored."""

    def text() -> str:
        return decoded_again(stored.source, stored.encoding)

    makers: Mapping[str, Callable[[], bytes]] = {
        PROVENANCE: lambda: (
            stored_provenance(stored.provenance, stored.representation, text)
            if stored.provenance
            else b"null"
        ),
        TEXT: lambda: render_text(text()),
    }
    return {name: makers[name]() for name in chosen}


def appended(representation: bytes, members: Mapping[str, bytes]) -> bytes:
    """Return the representation with members behind its own; without any it stays as it is."""
    added = (b'"%s":%s' % (name.encode(), member) for name, member in members.items())
    return b",".join((representation.removesuffix(b"}"), *added)) + b"}"


def tag(etag: str, chosen: Chosen) -> str:
    """Return the entity tag of the representation of a revision with the chosen members."""
    return "-".join((etag, *chosen))


def tags(etag: str) -> tuple[str, ...]:
    """Return the entity tags under which callers may know the representation of a revision."""
    choices = (NOTHING, (PROVENANCE,), (TEXT,), INCLUDABLE)
    return tuple(tag(etag, chosen) for chosen in choices)
