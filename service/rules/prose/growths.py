"""Changes against the year before: percentages of a number that the prose gives or implies."""

import re
from collections.abc import Iterator
from itertools import islice

from service.rules.prose.quantities import MOST_DIGITS, Quantity, quantities, sentence_start
from service.rules.prose.shares import PERCENT, Share

# 356条，较上年（300条）增长18.67%; 356条（上年为300条），增长18.67%; and
# 由上年的300条增加到356条，增长18.67%.
YEAR_BEFORE = r"(?:上一?年度?|去年|20[0-9]{2}年度?)(?:同期)?的?"
NUMBER = f"[0-9]{{1,{MOST_DIGITS}}}+"
# The first digit by itself lets the scan pass over all that is none.
NOW = f"(?P<now>[0-9](?<![0-9].)[0-9]{{0,{MOST_DIGITS - 1}}}+)"
ITEMS = "[件条个份期次篇起例宗项部家场批册封]"
MORE, LESS = "增长|增加|上升|提高|提升", "下降|减少|降低"
_CHANGED = (
    rf"(?:同比)?(?:(?P<more>{MORE}|增幅)|{LESS}|降幅)了?(?:幅度)?[为达]?"
    rf"(?P<rate>\d{{1,4}}(?:\.\d{{1,4}})?){PERCENT}"
)
# 30件，较上年45件, 30件（上年45件） and 30件，去年为45件.
AGAINST = "(?:[，,]?(?:(?:同比)?[较比与]|同比)|[（(]|[，,；;]而?(?=[上去]))"
# 较上年的6件减少2件，同比下降33.3%.
_BY = rf"(?:(?:{MORE}|{LESS})了?{NUMBER}{ITEMS}[，,、])?"
_GROWTH = re.compile(
    rf"{NOW}{ITEMS}{AGAINST}{YEAR_BEFORE}"
    rf"为?[（(]?(?P<before>{NUMBER}){ITEMS}[)）]?(?:相比)?[，,]?{_BY}{_CHANGED}"
)
# 由2020年的120件增加到2022年的200件，同比增长25% is against 2021, which has no number here.
_FROM_AN_EARLIER_YEAR = re.compile(
    "(?P<then>20[0-9]{2})年[^0-9]{0,6}[0-9]+[^0-9]{1,8}(?P<now>20[0-9]{2})年[^同]{0,20}同比"
)
# 较2020年减少11件，同比下降13% may be against 2020 or the year before.
OF_ANOTHER_YEAR = re.compile("20[0-9]{2}年[^同]*同比")
_GROWTH_FROM_TO = re.compile(
    rf"[由从]{YEAR_BEFORE}(?P<before>{NUMBER}){ITEMS}(?:{MORE}|{LESS})[到至为]"
    rf"(?:今年|本年度?|20[0-9]{{2}}年度?)?的?(?P<now>{NUMBER}){ITEMS}[，,]{_BY}{_CHANGED}"
)
# 84件，比上年减少11件，同比下降11.58%.
_GROWTH_BY = re.compile(
    rf"{NOW}{ITEMS}[，,]?"
    "(?:同比|[较比](?:上一?年度?|去年|20[0-9]{2}年度?)(?:同期)?(?:相比)?)[，,]?"
    rf"(?:(?P<added>{MORE})|{LESS})了?(?P<by>{NUMBER}){ITEMS}[，,、]{_CHANGED}"
)
# Of one kind; a text with more is no report.
_MOST_GROWTHS = 400


def growths(content: str) -> Iterator[Share]:
    """Yield the changes against the year before, of the number that they follow from if any."""
    for pattern in (_GROWTH, _GROWTH_FROM_TO):
        for match in islice(pattern.finditer(content), _MOST_GROWTHS):
            yield from _from_a_number(match, stated_up_to_now(content, match))
    for match in islice(_GROWTH_BY.finditer(content), _MOST_GROWTHS):
        as_said = (match["added"] is None) is (match["more"] is None)
        if as_said and not OF_ANOTHER_YEAR.search(match[0]):
            yield from _by_a_number(match, stated_up_to_now(content, match))


def stated_up_to_now(content: str, match: re.Match[str]) -> list[Quantity]:
    """Return the numbers of the sentence up to that of this year; none where it is none itself."""
    start, end = sentence_start(content, match.start("now")), match.end("now")
    stated = quantities(content, start, end)
    return stated if stated and stated[-1].end == end else []


def _from_a_number(match: re.Match[str], stated: list[Quantity]) -> Iterator[Share]:
    years = _FROM_AN_EARLIER_YEAR.search(match[0])
    if years is not None and int(years["now"]) - int(years["then"]) > 1:
        return
    before, is_more = int(match["before"]), match["more"] is not None
    changes = [
        Share(match["rate"], abs(now.value - before), before, *match.span("rate"))
        for now in reversed(stated)
        if before and now.value != before and (now.value > before) is is_more
    ]
    own = Share(match["rate"], abs(int(match["now"]) - before), before, *match.span("rate"))
    if own in changes and stated[-1].exact:
        yield next((change for change in changes if change.holds()), own)


def _by_a_number(match: re.Match[str], stated: list[Quantity]) -> Iterator[Share]:
    by = int(match["by"])
    gain = by if match["added"] is not None else -by
    changes = [
        Share(match["rate"], by, now.value - gain, *match.span("rate"))
        for now in reversed(stated)
        if now.value > gain
    ]
    if changes and stated[-1].exact and stated[-1].value > gain:
        yield next((change for change in changes if change.holds()), changes[0])
