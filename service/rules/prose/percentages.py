"""Family P, fourth part: percentages and the numbers they are made of."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from service.model.finding import Operand, Severity
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.prose.growths import growths
from service.rules.prose.quantities import (
    ARITHMETIC,
    MOST_DIGITS,
    TEXT,
    Quantity,
    quantities,
    sentence_start,
)
from service.rules.prose.shares import PERCENT, Share
from service.rules.rule import Fault, NotApplicable, Outcome, rule

_SHARE = re.compile(
    # The first digit by itself lets the scan pass over all that is none. 近300件 is not exact, and
    # the last digits of 1,234 or 1.5 are no number.
    rf"(?P<count>[0-9](?<![0-9近约超逾过].)(?<![0-9][.,].)[0-9]{{0,{MOST_DIGITS - 1}}}+)"
    "[件条个份期次篇起例宗项部家场批册封]?"
    r"(?:[，,、（(]占(?:(?:申请|信息|公开)?总(?:数|量|体|件数))?的?(?:比例|比重|比)?[的为达]?|[（(])"
    rf"(?P<rate>\d{{1,3}}(?:\.\d{{1,4}})?){PERCENT}"
)
_RATE = re.compile(
    "(?P<verb>办结|答复|回复|办理|处理|解读|完成|处置)率(?:达到|达|为)?"
    rf"(?P<rate>\d{{1,3}}(?:\.\d{{1,4}})?){PERCENT}"
)
_CLAUSE_MARK = re.compile("[，,、]")
_REACH = 400
_ENOUGH_OTHERS, _ENOUGH_IN_BRACKETS = 2, 3


NOTHING_JUDGED = NotApplicable("no percentage stands beside both of its numbers")


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
    judged += _among_others(content, numbers, shares, found)
    judged += [rate for match in _RATE.finditer(content) if (rate := _rate(content, match))]
    judged += growths(content)
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
    content: str, numbers: list[Quantity], matches: list[re.Match[str]], found: list[Share | None]
) -> Iterator[Share]:
    """Yield the shares that are of no number near, but stand among others of one and the same."""
    sentences: dict[int, list[tuple[re.Match[str], Share | None]]] = {}
    for match, share in zip(matches, found, strict=True):
        start = sentence_start(content, match.start())
        sentences.setdefault(start, []).append((match, share))
    for shares in sentences.values():
        strays = [match for match, share in shares if share is None]
        others = [match for match, share in shares if share is not None and share.holds()]
        if strays and others:
            yield from _of_their_whole(strays, others, numbers)


def _of_their_whole(
    strays: list[re.Match[str]], others: list[re.Match[str]], numbers: list[Quantity]
) -> Iterator[Share]:
    """
    Yield the strays as shares of the number that all others are of, if there is one.

    One other tells it only where it and the stray add up to that number; two do, but where a bare
    percentage in brackets may be of anything, three.
    """
    first = min(match.start() for match in (*strays, *others))
    last = bisect_left(numbers, first, key=_start)
    near = numbers[bisect_left(numbers, first - _REACH, hi=last, key=_start) : last]
    wholes = [
        number.value
        for number in near
        if number.exact
        and all(_of(number.value, other).holds() for other in others if number.value)
    ]
    for stray in strays:
        part = int(stray["count"])
        together = part + sum(int(other["count"]) for other in others)
        enough = len(others) >= (_ENOUGH_OTHERS if "占" in stray[0] else _ENOUGH_IN_BRACKETS)
        whole = next(
            (value for value in reversed(wholes) if value == together),
            wholes[-1] if wholes and enough else 0,
        )
        if 0 < part <= whole:
            yield _of(whole, stray)


def _of(whole: int, match: re.Match[str]) -> Share:
    return Share(match["rate"], int(match["count"]), whole, *match.span("rate"))


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
