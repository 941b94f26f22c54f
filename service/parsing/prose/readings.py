"""
What a number of the prose counts: how a reading is told, and the first that fits found.

Patterns are matched against squeezed, folded text in which the years beside the report's own are
called 上年, 本年 and 下年 and quotation marks are left out. `before` ends at the number, `behind`
begins behind its unit; `{}` stands for a stretch without numbers within the clause.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

COUNT = "件例起宗条个次"
_WITHIN = "[^,，。;:0-9]{0,16}?"
_LEADING_TO_NUMBER = (
    "的?(?:总?数量?|总?量|件数)?(?:累计)?(?:共计|共有|共|总计|合计|达到了?|达|为|有|是|计|约)?$"
)


class Reading(NamedTuple):
    """
    What a number counts where its unit, the words around it and the topic are these.

    `sentence` must, `never` must not be found in what its sentence says before the number.
    """

    figure: str
    units: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    topic: str | None
    sentence: re.Pattern[str] | None
    never: re.Pattern[str] | None

    def allows(self, said: Callable[[], str]) -> bool:
        """Tell whether what the sentence says before the number agrees with this."""
        if self.sentence is not None and not self.sentence.search(said()):
            return False
        return self.never is None or not self.never.search(said())


def reading(  # noqa: PLR0913 - one word of each kind tells what is counted
    figure: str,
    units: str,
    before: str,
    behind: str = "",
    *,
    topic: str | None = None,
    sentence: str = "",
    never: str = "",
) -> Reading:
    """Compile a reading; a `before` that is empty leaves what stands before the number open."""
    leading = f"(?:{before}){_LEADING_TO_NUMBER}".replace("{}", _WITHIN) if before else ""
    return Reading(
        figure=figure,
        units=units,
        before=re.compile(leading),
        behind=re.compile(behind.replace("{}", _WITHIN)),
        topic=topic,
        sentence=re.compile(sentence) if sentence else None,
        never=re.compile(never) if never else None,
    )


class Index:
    """
    The readings by unit and topic; a number without a unit (1490万) may be any of its topic.

    Most numbers end their clause: those that want something behind them are not asked then.
    """

    def __init__(
        self, readings: Iterable[Reading], seen: Mapping[str | None, Container[str | None]]
    ) -> None:
        """Take the readings in their order; `seen` names the topics that a topic includes."""
        readings = tuple(readings)
        units: set[str | None] = {None, *(unit for one in readings for unit in one.units)}
        self._known = {
            (unit, topic, ends): tuple(
                one
                for one in readings
                if one.topic in included
                and (unit is None or unit in one.units)
                and not (ends and one.behind.match("") is None)
            )
            for unit in units
            for topic, included in seen.items()
            for ends in (True, False)
        }

    def find(
        self, unit: str | None, topic: str | None, before: str, behind: str, said: Callable[[], str]
    ) -> Reading | None:
        """Return the first reading that fits a number between `before` and `behind`, or None."""
        for one in self._known.get((unit, topic, not behind), ()):
            if one.before.search(before) and one.behind.match(behind) and one.allows(said):
                return one
        return None
