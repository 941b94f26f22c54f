"""
What a planting is: a fault of one kind, put into a correct report.

A planting changes the draft and says where the finding must stand: a JSON Pointer, or words of
the text. It returns None where the draft has no room for such a fault.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from service.standard.template import FormatTemplate
from tests.planting.draft import Draft

Plant = Callable[[Draft, Random], "str | None"]


class Planting(NamedTuple):
    """
    A kind of fault that a rule must find.

    `entailed` are other rules that this fault breaks as well; their findings are no surprise.
    `form` and `agency` ask for a draft in that format, or of an organ whose name ends so.
    """

    rule: str
    kind: str
    plant: Plant
    entailed: frozenset[str]
    form: FormatTemplate | None = None
    agency: str | None = None


PLANTINGS: list[Planting] = []


def plants(
    rule: str,
    *,
    entails: str = "",
    form: FormatTemplate | None = None,
    agency: str | None = None,
) -> Callable[[Plant], Plant]:
    """Register a function as a planting for a rule; `entails` are codes, parted by blanks."""

    def register(plant: Plant) -> Plant:
        kind = plant.__name__.strip("_").replace("_", " ")
        add(rule, kind, plant, entails=entails, form=form, agency=agency)
        return plant

    return register


def add(
    rule: str,
    kind: str,
    plant: Plant,
    *,
    entails: str = "",
    form: FormatTemplate | None = None,
    agency: str | None = None,
) -> None:
    """Register a planting that is made in a loop, one for each way to say it."""
    PLANTINGS.append(Planting(rule, kind, plant, frozenset(entails.split()), form, agency))
