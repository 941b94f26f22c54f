"""How exactly the prose states a figure: 9.1万件 may be rounded or cut off, 91件 may not."""

import re
from collections.abc import Iterable
from decimal import Decimal

from service.model.narrative import Figure
from service.model.report import Report

_SCALED = re.compile(r"(?:[.．](?P<places>\d+))?\s*(?P<scale>[万萬亿億])$")
_DIGITS = {"万": 4, "萬": 4, "亿": 8, "億": 8}


def last_place(report: Report, figure: Figure) -> int:
    """Return what one more in the last digit printed would add: 1,000 for 9.1万, 1 for 91."""
    scaled = _SCALED.search(report.text.quote(figure.number))
    if scaled is None:
        return 1
    return int(10 ** max(0, _DIGITS[scaled["scale"]] - len(scaled["places"] or "")))


def is_one_of(report: Report, figures: Iterable[Figure], totals: Iterable[int]) -> bool:
    """Tell whether the figures, taken together, may stand for one of the totals."""
    figures = tuple(figures)
    value = sum((Decimal(figure.value) for figure in figures), Decimal())
    reach = sum(last_place(report, figure) - 1 for figure in figures)
    return any(abs(value - total) <= reach for total in totals)
