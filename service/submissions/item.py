"""One upload of many, with the agency that it is for."""

from dataclasses import dataclass
from typing import NamedTuple

from service.judging import Upload


@dataclass(frozen=True, slots=True)
class Item:
    """
    An upload as `POST /v1/agencies/{agency_id}/reports` would take it.

    `name` is where it stood in what was submitted: a path, or "line 12". Whether the agency id is
    one is not looked at here, and neither are the bytes.
    """

    name: str
    agency_id: str
    upload: Upload


class Refused(NamedTuple):
    """What stood in a submission and is no item; `reason` is the slug of a problem."""

    name: str
    reason: str
    detail: str


class NoItem(Exception):
    """What is being read of a submission is no item; `reason` is the slug of a problem."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keep both."""
        super().__init__(detail)
        self.reason = reason

    def refused(self, name: str) -> Refused:
        """Return what tells of it under its name."""
        return Refused(name, self.reason, str(self))
