"""Family P, fourth part: percentages and the numbers they are made of."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from service.model.finding import Operand, Severity
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.prose.quantities import ARITHMETIC, TEXT, Quantity, quantities, sentence_start
from service.rules.rule import Fault, NotApplicable, Outcome, rule

# 80%以上 is none to be worked out.
_PERCENT = r"[%％](?!以[上下内]|左右|上下|多|余)"
_SHARE = re.compile(
    # The first digit by itself lets the scan pass over all that is none. 近300件 is not exact, and
    # the last digits of 1,234 or 1.5 are no number.
    r"(?P<count>[0-9](?<![0-9近约超逾过].)(?<![0-9][.,].)[0-9]*+)[件条个份期次篇起例宗项部家场批册封]?"
    r"(?:[，,（(]占(?:比|总数|总量|总件数|比例)?(?:的|为|达)?|[，,]占比[为达]?|[（(])"
    rf"(?P<rate>\d{{1,3}}(?:\.\d{{1,4}})?){_PERCENT}"
)
_RATE = re.compile(
    "(?P<verb>办结|答复|回复|办理|处理|解读|完成|处置)率(?:达到|达|为)?"
    rf"(?P<rate>\d{{1,3}}(?:\.\d{{1,4}})?){_PERCENT}"
)
# 356条，较上年（300条）增长18.67%, and 由上年的300条增加到356条，增长18.67%.
_YEAR_BEFORE = r"(?:上一?年度?|去年|20[0-9]{2}年度?)(?:同期)?的?"
_ITEMS = "[件条个份期次篇起例宗项部家场批册封]"
_MORE, _LESS = "增长|增加|上升|提高|提升", "下降|减少|降低"
_CHANGED = (
    rf"(?:同比)?(?:(?P<more>{_MORE})|{_LESS})了?(?:幅度)?[为达]?"
    rf"(?P<rate>\d{{1,4}}(?:\.\d{{1,4}})?){_PERCENT}"
)
_GROWTH = re.compile(
    rf"(?P<now>[0-9](?<![0-9].)[0-9]*+){_ITEMS}[，,]?(?:同比)?[较比]{_YEAR_BEFORE}"
    rf"[（(]?(?P<before>[0-9]++){_ITEMS}[)）]?[，,]?{_CHANGED}"
)
# 由2020年的120件增加到2022年的200件，同比增长25% is against 2021, which has no number here.
_FROM_AN_EARLIER_YEAR = re.compile(
    "(?P<then>20[0-9]{2})年[^0-9]{0,6}[0-9]+[^0-9]{1,8}(?P<now>20[0-9]{2})年[^同]{0,20}同比"
)
_GROWTH_FROM_TO = re.compile(
    rf"[由从]{_YEAR_BEFORE}(?P<before>[0-9]++){_ITEMS}(?:{_MORE}|{_LESS})[到至为]"
    rf"(?:今年|本年度?|20[0-9]{{2}}年度?)?的?(?P<now>[0-9]++){_ITEMS}[，,]{_CHANGED}"
)
_CLAUSE_MARK = re.compile("[，,、]")
_REACH = 400
_ENOUGH_OTHERS = 2


NOTHING_JUDGED = NotApplicable("no percentage stands beside both of its numbers")


class Share(NamedTuple):
    """A percentage of the prose with the two numbers it is made of."""

    printed: str
    part: int
    whole: int
    start: int
    end: int

    def rounded(self, rounding: str) -> Decimal:
        """Return the percentage to as many places as are printed."""
        places = len(self.printed.partition(".")[2])
        share = Decimal(self.part * 100) / self.whole
        return share.quantize(Decimal(1).scaleb(-places), rounding=rounding)

    def holds(self) -> bool:
        """Tell whether what is printed is the percentage, rounded half up or half to even."""
        printed = Decimal(self.printed)
        return printed in (self.rounded(ROUND_HALF_UP), self.rounded(ROUND_HALF_EVEN))


@rule("P311", severity=Severity.WARNING, basis=ARITHMETIC, version=2)
def percentages_follow(report: Report) -> Outcome:
    """
    A percentage agrees with the two numbers that it is made of, to the places printed.

    Why: a share, a rate or a change against the year before is worked out from numbers that the
    reader sees beside it. One that was cut off instead of rounded is only noted.
    Holds: 收到来信1200件，办结1010件，办结率84.2%.
    Breaks: 收到来信1200件，办结1010件，办结率86.7%.
    Not applicable: no percentage stands beside both of its numbers.
    """
    text = prose(report)
    content = text.content
    if "%" not in content and "％" not in content:
        return NOTHING_JUDGED
    shares = list(_SHARE.finditer(content))
    numbers = _numbers_around(content, shares)
    found = [_share(content, numbers, match) for match in shares]
    judged = [share for share in found if share is not None]
    judged += _among_others(content, shares, found)
    judged += [rate for match in _RATE.finditer(content) if (rate := _rate(content, match))]
    judged += _growths(content)
    if not judged:
        return NOTHING_JUDGED
    return [_wrong_share(text, share) for share in judged if not share.holds()]


def _wrong_share(text: JoinedText, share: Share) -> Fault:
    expected = share.rounded(ROUND_HALF_UP)
    cut_off = share.rounded(ROUND_DOWN) == Decimal(share.printed)
    return Fault(
        zh=f"所述{share.printed}%与{share.part}÷{share.whole}={expected}%不符。",
        en=f"{share.printed} % is stated, {share.part} of {share.whole} are {expected} %.",
        span=text.span(share.start, share.end),
        expected=f"{expected}%",
        actual=f"{share.printed}%",
        operands=(Operand(TEXT, share.part), Operand(TEXT, share.whole)),
        severity=Severity.INFO if cut_off else None,
    )


def _share(content: str, numbers: list[Quantity], match: re.Match[str]) -> Share | None:
    """Return the share with a number before it that fits, else with the total it must be of."""
    part, rate = int(match["count"]), match["rate"]
    last = bisect_left(numbers, match.start("count"), key=_start)
    first = bisect_left(numbers, match.start() - _REACH, hi=last, key=_start)
    wholes = [
        number
        for number in numbers[first:last]
        if number.exact and number.value >= part > 0 and _near(part, number.value, float(rate))
    ]
    shares = [Share(rate, part, whole.value, *match.span("rate")) for whole in wholes]
    fitting = next((share for share in shares if share.holds()), None)
    if fitting is not None:
        return fitting
    governing = _governing(content, match)
    return next(
        (
            share
            for share, whole in zip(shares, wholes, strict=True)
            if governing[0] <= whole.start < governing[1]
        ),
        None,
    )


def _among_others(
    content: str, matches: list[re.Match[str]], found: list[Share | None]
) -> Iterator[Share]:
    """Yield the shares that are of no number near, but stand among others of one and the same."""
    wholes: dict[int, list[int]] = {}
    strays: list[tuple[int, re.Match[str]]] = []
    for match, share in zip(matches, found, strict=True):
        if share is None and "占" in match[0]:
            strays.append((sentence_start(content, match.start()), match))
        elif share is not None and share.holds():
            wholes.setdefault(sentence_start(content, match.start()), []).append(share.whole)
    for sentence, match in strays:
        of, part = wholes.get(sentence, []), int(match["count"])
        if len(of) >= _ENOUGH_OTHERS and len(set(of)) == 1 and 0 < part <= of[0]:
            yield Share(match["rate"], part, of[0], *match.span("rate"))


def _growths(content: str) -> Iterator[Share]:
    """Yield the changes against the year before, of the number that they follow from if any."""
    for pattern in (_GROWTH, _GROWTH_FROM_TO):
        for match in pattern.finditer(content):
            years = _FROM_AN_EARLIER_YEAR.search(match[0])
            if years is not None and int(years["now"]) - int(years["then"]) > 1:
                continue
            start = sentence_start(content, match.start("now"))
            stated = quantities(content, start, match.end("now"))
            before, is_more = int(match["before"]), match["more"] is not None
            changes = [
                Share(match["rate"], abs(now.value - before), before, *match.span("rate"))
                for now in reversed(stated)
                if before and now.value != before and (now.value > before) is is_more
            ]
            own = Share(match["rate"], abs(int(match["now"]) - before), before, *match.span("rate"))
            if stated[-1].exact and own in changes:
                yield next((change for change in changes if change.holds()), own)


def _numbers_around(content: str, shares: list[re.Match[str]]) -> list[Quantity]:
    """Return the numbers that one of the shares may be made of, from the first to the last."""
    if not shares:
        return []
    # Between lines, so that no number is cut.
    start = content.rfind("\n", 0, max(0, shares[0].start() - _REACH)) + 1
    return quantities(content, start, shares[-1].start())


def _start(number: Quantity) -> int:
    return number.start


def _near(part: int, whole: int, rate: float) -> bool:
    """Tell whether the rate may be meant for the two numbers: off by a point or a twentieth."""
    return abs(part * 100 / whole - rate) <= max(1.0, rate / 20)


def _governing(content: str, match: re.Match[str]) -> tuple[int, int]:
    """
    Return where the total of a share stands: before the 其中 of its list, else right before it.

    A bare percentage in brackets may be of anything, so it is judged only in a list.
    """
    start = match.start("count")
    among = content.rfind("其中", max(0, start - _REACH), start)
    if among >= 0:
        return sentence_start(content, max(among - 1, 0)), among
    if "占" not in match[0]:
        return start, start
    own = sentence_start(content, start)
    return sentence_start(content, max(own - 1, 0)), start


def _rate(content: str, rate: re.Match[str]) -> Share | None:
    """Return the rate of a sentence with two numbers, the second counting what the rate names."""
    start = sentence_start(content, rate.start(), "。；;\n")
    numbers = [found for found in quantities(content, start, rate.start()) if found.unit]
    if not all(number.exact for number in numbers):
        return None
    match numbers:
        case [whole, part]:
            pass
        case _:
            return None
    # 19件办结，1件结转下年度: what is handled stands in the clause of the second number.
    if rate["verb"] not in _CLAUSE_MARK.split(part.label)[-1] or not 0 < part.value <= whole.value:
        return None
    return Share(rate["rate"], part.value, whole.value, rate.start("rate"), rate.end("rate"))
