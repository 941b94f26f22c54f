"""Family H, fourth part: the organ's name."""

import re
from functools import lru_cache
from unicodedata import normalize

from service.model.finding import Severity
from service.model.history import History
from service.model.report import Report
from service.rules.history.years import COMPARISON, last_year
from service.rules.rule import Fault, NotApplicable, Outcome, history_rule
from service.standard.agencies import SHORT_NAMES
from service.standard.scripts import simplified

_INSIGNIFICANT = re.compile(r"[^一-鿿A-Za-z0-9]+")


@history_rule("H205", severity=Severity.INFO, basis=COMPARISON, since="1.0.1")
def name_unchanged(report: Report, history: History) -> Outcome:
    """
    The organ bears the name that it bore last year.

    Why: after a reform the numbers may count another organ's work; and a report stored under the
    wrong organ shows here first. Spaces, width and traditional characters do not count, nor does
    an abbreviation: 市政府办公室 is 河东市人民政府办公室.
    Holds: 2023: agency 河东市人民政府办公室; 2024: agency 河东市政府办公室.
    Breaks: 2023: agency 河东市卫生局; 2024: agency 河东市卫生健康局.
    Not applicable: last year's report is not held, or one of the two does not name its organ.
    """
    last = last_year(report, history)
    if isinstance(last, NotApplicable):
        return last
    before, now = last.agency_name, report.agency_name
    if not before or not now:
        return NotApplicable("one of the two reports does not name its organ")
    if is_same_organ(before, now):
        return []
    return [
        Fault(
            zh=f"机关名称为“{now}”，上年度报告为“{before}”，请确认是否更名或机构调整。",
            en=f"The organ is named {now}, last year's report named it {before}.",
            span=report.title.span if report.title is not None else None,
            pointer="/agency_name",
            expected=before,
            actual=now,
        )
    ]


def is_same_organ(one: str, other: str) -> bool:
    """Tell whether two names may be one organ's: the same, or one an abbreviation of the other."""
    shorter, longer = sorted((_essence(one), _essence(other)), key=len)
    return shorter in longer


@lru_cache(maxsize=1024)
def _essence(name: str) -> str:
    """Return the name without layout, in simplified characters, its words as short as they get."""
    essence = simplified(_INSIGNIFICANT.sub("", normalize("NFKC", name)))
    for word, short in SHORT_NAMES:
        essence = essence.replace(word, short)
    return essence
