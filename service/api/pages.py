"""Pages of a list: how many, from where on, and the address of the next."""

import base64
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from flask import Response, g, request
from marshmallow import ValidationError, fields

from service.api.digits import Digits
from service.api.representation import timestamp
from service.errors import ServiceError
from service.json_text import as_json

MOST: Final = 1_000
USUAL: Final = 100
LONGEST_CURSOR: Final = 2_000
_SHAPE: Final = re.compile("[A-Za-z0-9_-]+")  # the decoder passes over more than that
LIMIT: Final = Digits(1, MOST, f"How many at most; {USUAL} if left out.")

Listed = TypeVar("Listed")


class Cursor(fields.String):
    """A place in a list, as an answer gave it; callers need not know what it holds."""

    def __init__(self, make: Callable[..., Any]) -> None:
        """Keep what makes a place of the values; it raises what `_deserialize` expects."""
        super().__init__(
            metadata={
                "description": "The `next` of the page before. The pages stay in step while "
                "rows are added: nothing is left out, nothing is shifted.",
                "pattern": "^[A-Za-z0-9_-]+$",
                "maxLength": LONGEST_CURSOR,
            }
        )
        self.make = make

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return self.make(*_decoded(str(value)))
        except (TypeError, ValueError, RecursionError, OverflowError, ServiceError) as error:
            raise ValidationError("This is no cursor of this list.") from error


def _decoded(cursor: str) -> list[Any]:
    if len(cursor) > LONGEST_CURSOR or not _SHAPE.fullmatch(cursor):
        raise ValueError
    padded = cursor + "=" * (-len(cursor) % 4)
    values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if not isinstance(values, list):
        raise TypeError
    return values


def cursor_to(*values: Any) -> str:
    """Return the cursor to the place that the values describe; times are among them."""
    return base64.urlsafe_b64encode(as_json(values, _exact)).decode().rstrip("=")


def _exact(moment: datetime) -> str | None:
    return timestamp(moment, "microseconds")


def moment_in(printed: str) -> datetime:
    """
    Return a time out of a cursor.

    Raises ValueError, TypeError or OverflowError where it is none of ours. Ours are in UTC; the
    server takes no offset of more than 16 hours.
    """
    moment = datetime.fromisoformat(printed)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def limit() -> int:
    """Return how many the caller wants at most."""
    wanted: int = g.query.get("limit", USUAL)
    return wanted


def cut(
    found: Sequence[Listed], place: Callable[[Listed], tuple[Any, ...]]
) -> tuple[Sequence[Listed], str | None]:
    """
    Return the page, and the cursor to the next one; None where this is the last.

    `found` has one more than the page may hold where there are others, and `place` tells where in
    the list a member stands.
    """
    page = found[: limit()]
    return page, cursor_to(*place(page[-1])) if len(found) > len(page) else None


def link_to(response: Response, cursor: str | None) -> Response:
    """Say in `Link` (RFC 8288) where the next page is, if there is one."""
    if cursor is not None:
        others = [pair for pair in request.args.items(multi=True) if pair[0] != "cursor"]
        query = urlencode([*others, ("cursor", cursor)])
        response.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return response
