"""Family P, seventh part: a number, that of the year before, and how many more or fewer it is."""

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from service.model.finding import Operand, Severity
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.prose.growths import (
    AGAINST,
    ITEMS,
    LESS,
    MORE,
    NOW,
    NUMBER,
    OF_ANOTHER_YEAR,
    YEAR_BEFORE,
    stated_up_to_now,
)
from service.rules.prose.quantities import ARITHMETIC, MOST_DIGITS, TEXT
from service.rules.rule import Fault, NotApplicable, Outcome, rule

_SAME = "(?P=unit)"
# 较上年增加3件网上申请 counts another thing than the number before.
_BY = rf"(?:(?P<more>{MORE}|多)|{LESS}|少)了?(?P<by>{NUMBER}){_SAME}(?=[，,。；;、)）\n]|$)"
# 4件，较上年的6件减少2件 and 4件（上年为6件），减少2件; 4件，由上年的6件减少到4件，减少2件.
_CHANGE = re.compile(
    rf"{NOW}(?P<unit>{ITEMS}){AGAINST}{YEAR_BEFORE}"
    rf"为?[（(]?(?P<before>{NUMBER}){_SAME}[)）]?(?:相比)?[，,]?(?:同比)?{_BY}"
)
_CHANGE_FROM_TO = re.compile(
    rf"[由从]{YEAR_BEFORE}(?P<before>{NUMBER})(?P<unit>{ITEMS})(?:{MORE}|{LESS})[到至为]"
    rf"(?:今年|本年度?|20[0-9]{{2}}年度?)?的?(?P<now>{NUMBER}){_SAME}[，,]{_BY}"
)
# Most reports have no such end, and need not be searched for the rest.
_SOME_CHANGE = re.compile(f"[长加升高降少低多]了?[0-9]{{1,{MOST_DIGITS}}}{ITEMS}")
# Of one kind; a text with more is no report.
_MOST_CHANGES = 400


@rule("P314", severity=Severity.WARNING, basis=ARITHMETIC, since="1.4.0")
def changes_follow(report: Report) -> Outcome:
    """
    A number is that of the year before, and the stated change more or fewer.

    Why: the reader sees all three, and one of them is wrong where they do not agree. A change may
    be that of any number of its sentence, or of its last ones together.
    Holds: 收到来信12件，较上年的15件减少3件.
    Breaks: 收到来信13件，较上年的15件减少3件.
    Not applicable: no change stands beside a number and that of the year before.
    """
    text = prose(report)
    patterns = (_CHANGE, _CHANGE_FROM_TO) if _SOME_CHANGE.search(text.content) else ()
    found = [
        match
        for pattern in patterns
        for match in islice(pattern.finditer(text.content), _MOST_CHANGES)
    ]
    if not found:
        return NotApplicable("no change stands beside a number and that of the year before")
    return [fault for match in found for fault in _unfollowed(text, match)]


def _unfollowed(text: JoinedText, match: re.Match[str]) -> Iterator[Fault]:
    stated = stated_up_to_now(text.content, match)
    if not stated or not stated[-1].exact or OF_ANOTHER_YEAR.search(match[0]):
        return
    now, before, by = int(match["now"]), int(match["before"]), int(match["by"])
    expected = before + by if match["more"] is not None else before - by
    values = [number.value for number in reversed(stated) if number.exact]
    if expected in {*values, *accumulate(values)}:
        return
    yield Fault(
        zh=f"所述{now}与上年{before}及增减数{by}不符，按此应为{expected}。",
        en=f"{now} is stated, {before} in the year before and a change of {by} make {expected}.",
        span=text.span(match.start("now"), match.end("now")),
        expected=str(expected),
        actual=str(now),
        operands=(Operand(TEXT, before), Operand(TEXT, by)),
    )
