"""Fields of queries that are ours: codes, and moments as RFC 3339 writes them."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from marshmallow import ValidationError, fields, validate

FIRST: Final = datetime(1, 1, 1, tzinfo=UTC)
LAST: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_RFC_3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)


class Code(fields.String):
    """A text of one shape, which the contract tells callers."""

    def __init__(self, pattern: str, description: str, **options: Any) -> None:
        """Keep the pattern; Python's own `$` would let a line break pass."""
        said = {"pattern": f"^{pattern}$", "description": description}
        super().__init__(metadata=said, **options)
        self.pattern = re.compile(pattern)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not self.pattern.fullmatch(value):
            raise ValidationError(f"Send what matches {self.pattern.pattern}.")
        return value


class OneOf(fields.String):
    """One of a few words."""

    def __init__(self, words: tuple[str, ...], description: str, **options: Any) -> None:
        """Keep the words."""
        super().__init__(
            validate=validate.OneOf(words, error=f"Send one of: {', '.join(words)}."),
            metadata={"description": description},
            **options,
        )


class Moment(fields.String):
    """A time with its offset, as RFC 3339 writes it."""

    def __init__(self, description: str, **options: Any) -> None:
        """Say what it is for."""
        said = {"description": description, "format": "date-time"}
        super().__init__(metadata=said, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        printed = str(value).replace(" ", "+")  # which is what a query makes of a bare plus
        try:
            if _RFC_3339.fullmatch(printed):
                return _in_utc(datetime.fromisoformat(printed.upper()))
        except ValueError:
            pass
        raise ValidationError("Send a time with its offset, such as 2025-01-31T09:30:00Z.")


def _in_utc(moment: datetime) -> datetime:
    """Return the time in UTC, the first or last there is where it lies beyond: years 1 to 9999."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == FIRST.year else LAST
