"""Family C, second part: the articles of the Regulations."""

import re
from collections.abc import Iterator

from service.model.finding import Severity
from service.model.report import Report
from service.rules.citations import ORDERS
from service.rules.joined import JoinedText, prose
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.standard.law import RegulationsOrder, order_in_force
from service.standard.numerals import read_chinese

# Provinces have Regulations of their own: 《广东省政府信息公开条例》 is another law.
_NATIONAL = frozenset("《国")
_THESE = r"((?:[、，和及与至到]{0,1}第[0-9零〇一二两三四五六七八九十百]{1,5}条)+)"
_ARTICLES = re.compile(rf"政府信息公开条例》?(?:[（(][^（()）\n]{{0,60}}[)）])?{_THESE}")
# 《条例》 is another law where one is so called as well.
_CALLED_SHORT = re.compile("》[（(][^（()）\n]{0,60}?简称[“‘]?《?条例")
_THEIR_TITLE = "政府信息公开条例"
_BY_SHORT_NAME = re.compile(rf"《条例》{_THESE}")
_ARTICLE = re.compile(r"第([0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,5})条")


@rule("C504", severity=Severity.WARNING, basis=ORDERS, since="1.1.0", version=2)
def articles_exist(report: Report) -> Outcome:
    """
    The articles of the Regulations that the report cites exist.

    Why: order 711 has 56 articles and order 492 had 38; a higher number is a slip or belongs to
    another law.
    Holds: 依据《中华人民共和国政府信息公开条例》第五十条.
    Breaks: 依据《中华人民共和国政府信息公开条例》第六十五条.
    Not applicable: the report's year is not known, or no article of the Regulations is cited.
    """
    if report.year is None:
        return NotApplicable("the report's year is not known")
    text = prose(report)
    content = text.content
    cited = [
        match
        for match in _ARTICLES.finditer(content)
        if content[match.start() - 1 : match.start()] in _NATIONAL
    ]
    if _are_called_short(content):
        cited += _BY_SHORT_NAME.finditer(content)
    if not cited:
        return NotApplicable("the report cites no article of the Regulations")
    order = order_in_force(report.year)
    return [fault for match in cited for fault in _missing(text, match, order)]


def _are_called_short(content: str) -> bool:
    """Tell whether 《条例》 stands for the Regulations and for no other law."""
    named = [content[: found.start()] for found in _CALLED_SHORT.finditer(content)]
    return bool(named) and all(before.endswith(_THEIR_TITLE) for before in named)


def _missing(text: JoinedText, cited: re.Match[str], order: RegulationsOrder) -> Iterator[Fault]:
    for article in _ARTICLE.finditer(text.content, *cited.span(1)):
        printed = article[1]
        number = int(printed) if printed.isdigit() else read_chinese(printed)
        if number is not None and not 1 <= number <= order.articles:
            yield Fault(
                zh=f"《政府信息公开条例》（{order.citation}）共{order.articles}条，没有{article[0]}。",
                en=f"The Regulations have {order.articles} articles; {article[0]} does not exist.",
                span=text.span(*article.span()),
                expected=f"≤ {order.articles}",
                actual=article[0],
            )
