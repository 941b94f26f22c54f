"""Family P, third part: a total and the parts listed after it."""

import re
from collections.abc import Iterator
from itertools import accumulate

from service.model.finding import Operand, Severity
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.prose.listings import Listing, listings
from service.rules.prose.quantities import ARITHMETIC, TEXT, Quantity
from service.rules.rule import Fault, NotApplicable, Outcome, rule

# A list without a remainder is taken for complete from so many parts on.
_FEWEST_UNMARKED = 3
# 其他处理 is one of six results of an application, and not all six need be told.
_REMAINDER = re.compile(r"其[他它余](?!处理|结果|组织)")
# Of two kinds there are no others, if the total counts what the third pattern tells: the first two
# parts are all, whatever follows them.
_PAIRS = (
    (re.compile("自然人|公民"), re.compile("法人|组织|单位|企业"), re.compile("")),
    (
        re.compile("新收|新增"),
        re.compile("(?:上一?年度?|去年|20[0-9]{2}年度?)(?:结转|转入|遗留)"),
        re.compile("申请"),
    ),
    (re.compile("直接起诉"), re.compile("复议后"), re.compile("诉讼")),
    (re.compile("人大|代表"), re.compile("政协|委员|提案"), re.compile("建议.*提案|提案.*建议")),
)
# Neither are there others of these, if the total counts what stands in front: cases have four
# outcomes, and applications six results.
_ALL_KINDS = (
    (re.compile("复议|诉讼"), ("维持", "纠正|纠错|撤销", "其他", "未审结|未结|正在审理|审理中")),
    (
        re.compile("办结|答复"),
        ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"),
    ),
)
# 重点建议1件、重点提案1件 are not all of them.
_SOME = re.compile("重点|优秀|[主协会分]办|[省市县]级")
# 不予处理 and 其他处理 are results, and no steps of handling; not all results need be told.
_NO_PART = re.compile(
    r"办结|答复|结转|回复|办理|(?<!不予)(?<!其他)处理|同比|上年|去年|阅读|访问|累计|收取"
)
_RESULT = re.compile("不予处理|其他处理")
_CHANNEL = re.compile(r"网站|网页|微信|微博|媒体|平台|渠道|公众号|客户端|栏|网络|线上|线下|信函|邮")

NO_LISTING = NotApplicable("the prose lists no parts of a total")


@rule("P310", severity=Severity.WARNING, basis=ARITHMETIC, version=2)
def parts_add_up(report: Report) -> Outcome:
    """
    A stated total and the complete list of its parts agree.

    Why: a list that names its remainder (其他), or two kinds beside which there is none, such as
    natural persons and organisations, or all outcomes of a review, is complete and must give the
    total. A list of three and more that misses the total by a tenth or less is taken for complete
    as well; where it falls short this is only noted.
    Holds: 发布信息8450条。其中，动态3200条，解读15个，专题235条，其他5000条.
    Breaks: 发布信息8540条。其中，动态3200条，解读15个，专题235条，其他5000条.
    Not applicable: no list of two or more exact numbers follows a total; a list that ends in 等,
    names channels or steps of handling, or is far from complete.
    """
    text = prose(report)
    found = list(listings(text.content))
    if not found:
        return NO_LISTING
    return [fault for listing in found for fault in _missed(text, listing)]


def _missed(text: JoinedText, listing: Listing) -> Iterator[Fault]:
    totals, parts = listing
    kinds = _all_kinds(totals[-1], parts)
    pair = _is_pair(totals[-1], parts[0].label, parts[1].label)
    # Behind both kinds of a pair stands what became of them.
    if _give(totals, kinds) if kinds else _agree(totals, parts, firsts=1 if pair else len(parts)):
        return
    complete = kinds or (parts[:2] if pair else _complete(parts))
    counted = complete or parts
    stated, added = totals[-1], sum(part.value for part in counted)
    if not _alike(stated.value, added, counted, complete=complete is not None):
        return
    yield Fault(
        zh=f"所列各项之和为{added}，与所述总数{stated.value}不符。",
        en=f"The parts listed add up to {added}, the total is stated as {stated.value}.",
        span=text.span(stated.start, stated.end),
        expected=str(added),
        actual=str(stated.value),
        operands=tuple(Operand(TEXT, part.value) for part in counted),
        severity=Severity.INFO if complete is None and added < stated.value else None,
    )


def _agree(totals: list[Quantity], parts: list[Quantity], firsts: int) -> bool:
    """
    Tell whether some parts in a row give one of the totals: other things may follow a list.

    The row begins with one of the `firsts`.
    A single part may be the nearest total over again; that it is one further away is chance.
    """
    nearest, stated = totals[-1].value, {total.value for total in totals}
    values = [part.value for part in parts]
    runs = (list(accumulate(values[first:])) for first in range(firsts))
    return any(run[0] == nearest or not stated.isdisjoint(run[1:]) for run in runs)


def _complete(parts: list[Quantity]) -> list[Quantity] | None:
    """Return the parts up to the one that names the remainder, None where none does."""
    for count, part in enumerate(parts, start=1):
        if _REMAINDER.search(part.label):
            return parts[:count]
    return None


def _all_kinds(total: Quantity, parts: list[Quantity]) -> list[Quantity] | None:
    """Return the parts that are all the kinds of what the total counts, in their order, or None."""
    for counted, kinds in _ALL_KINDS:
        labels = [part.label for part in parts[: len(kinds)]]
        told = len(labels) == len(kinds) and all(map(re.search, kinds, labels))
        if told and counted.search(total.label):
            return parts[: len(kinds)]
    return None


def _give(totals: list[Quantity], kinds: list[Quantity]) -> bool:
    """Tell whether all kinds together give one of the totals, or all of these."""
    values = [total.value for total in totals]
    return sum(part.value for part in kinds) in {*values, sum(values)}


def _is_pair(total: Quantity, first: str, second: str) -> bool:
    """Tell whether two labels name both kinds that a total is made of, in either order."""
    if _SOME.search(first) or _SOME.search(second):
        return False
    for one, other in ((first, second), (second, first)):
        for kind, beside, of in _PAIRS:
            if kind.search(one) and beside.search(other) and not kind.search(other):
                return of.search(total.label) is not None
    return False


def _alike(total: int, added: int, parts: list[Quantity], *, complete: bool) -> bool:
    """Tell whether the sum is near enough to the total to have been meant to give it."""
    difference = abs(total - added)
    if complete:
        return difference <= max(3, total // 3)
    return (
        len(parts) >= _FEWEST_UNMARKED
        and difference <= max(1, total // 10)
        and not any(_NO_PART.search(part.label) for part in parts)
        and not any((_CHANNEL if added > total else _RESULT).search(part.label) for part in parts)
    )
