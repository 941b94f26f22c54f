"""Numbers in addresses and queries: ASCII digits and nothing else, as the contract has them."""

from typing import Any, Final

from marshmallow import ValidationError, fields, validate
from werkzeug.routing import BaseConverter

MOST_DIGITS: Final = 10


class YearConverter(BaseConverter):
    """A year in a path; Werkzeug's own int takes the digits of every script."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the year."""
        return int(value)


class Digits(fields.Integer):
    """A number in a query; marshmallow's own Integer takes ` 2024` and `2_024`, too."""

    def __init__(self, least: int, most: int, description: str) -> None:
        """Say what may be sent and what it is for."""
        super().__init__(
            validate=validate.Range(least, most), metadata={"description": description}
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        printed = str(value)
        if not (printed.isascii() and printed.isdigit() and len(printed) <= MOST_DIGITS):
            raise ValidationError("Send a number in digits.")
        return int(printed)
