"""Tables that count a whole place or trade, in the report of one organ of it."""

import re
from itertools import islice
from typing import Final

from service.model.report import Report
from service.rules.joined import prose
from service.rules.once import once_a_report
from service.rules.prose.quantities import sentence_start
from service.rules.rule import NotApplicable
from service.standard.scope import Scope

OF_A_WHOLE: Final = NotApplicable("the tables count a whole place, of which the organ is a part")

_RECEIVED = re.compile(
    "[收受接办](?:到|理)[^，。；\n0-9]{0,24}?申请[^，。；\n0-9]{0,6}(?P<count>[0-9]{1,9})件"
)
# A text with more is no report.
_MOST_RECEIPTS = 100
_WHOLE = re.compile("全[省市县区州盟旗镇乡]|系统")


@once_a_report
def tables_are_of_a_whole(report: Report) -> bool:
    """
    Tell whether the prose says of table three's total that a whole of other organs received it.

    全区收到327件，其中区政府办公室收到12件 beside a total of 327 speaks of two things.
    """
    table = report.applications
    if table is None:
        return False
    received, carried_in = (table.value(row, "total") for row in ("received", "carried_in"))
    totals = {received, (received or 0) + (carried_in or 0)}
    scope = Scope(report.year, report.agency_name)
    content = prose(report).content
    return any(
        int(found["count"]) in totals and _is_of_a_whole(content, found, scope)
        for found in islice(_RECEIVED.finditer(content), _MOST_RECEIPTS)
    )


def _is_of_a_whole(content: str, found: re.Match[str], scope: Scope) -> bool:
    said = content[sentence_start(content, found.start()) : found.end()]
    return _WHOLE.search(said) is not None and scope.tells_of_another_organ(said)
