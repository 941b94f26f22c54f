"""Family P, sixth part: what the prose says came in and what it says became of it."""

from service.model.finding import Operand, Severity
from service.model.narrative import Figure
from service.model.report import Report
from service.rules.places import figure_pointer, stated
from service.rules.prose.precision import last_place
from service.rules.prose.quantities import ARITHMETIC
from service.rules.rule import Fault, NotApplicable, Outcome, rule

_INCOMING = ("received_and_carried_in", "received")
_OUTGOING = ("concluded", "carried_out")


@rule("P313", severity=Severity.WARNING, basis=ARITHMETIC, version=2, since="1.2.0")
def stated_applications_accounted_for(report: Report) -> Outcome:
    """
    The applications concluded and carried out in the prose are no fewer than those received.

    Why: whatever comes in is concluded or goes on next year. More than came in may be handled,
    those carried in from the year before. Where table three is there, its numbers are held
    against the prose and against each other, and nothing is left for this rule.
    Holds: without applications; 收到政府信息公开申请11件，办结10件，结转下年度继续办理1件.
    Breaks: without applications; 收到政府信息公开申请11件，办结8件，结转下年度继续办理1件.
    Not applicable: table three is there, or the prose does not state all three numbers, each
    always the same and none in 万.
    """
    if report.applications is not None:
        return NotApplicable("table three is there, and the prose is held against it")
    incoming = _first_stated(report, _INCOMING)
    outgoing = [_stated_once(report, code) for code in _OUTGOING]
    concluded, carried_out = outgoing
    if incoming is None or concluded is None or carried_out is None:
        return NotApplicable("the prose does not state what was received, concluded, carried out")
    if any(last_place(report, figure) > 1 for figure in (incoming, concluded, carried_out)):
        return NotApplicable("a number in 万 may be rounded")
    handled = concluded.value + carried_out.value
    if handled >= incoming.value:
        return []
    return [
        Fault(
            zh=(
                f"文字称收到{incoming.value}件，而办结{concluded.value}件、结转{carried_out.value}件"
                f"，合计{handled}件，少于收到的件数。"
            ),
            en=(
                f"The prose states {incoming.value} received, but {concluded.value} concluded and "
                f"{carried_out.value} carried out, {handled} in all."
            ),
            span=concluded.quote,
            pointer=figure_pointer(report, concluded),
            expected=f">= {incoming.value}",
            actual=str(handled),
            operands=tuple(
                Operand(figure_pointer(report, figure), figure.value)
                for figure in (incoming, concluded, carried_out)
            ),
        )
    ]


def _first_stated(report: Report, codes: tuple[str, ...]) -> Figure | None:
    """Return the figure of the first of the codes that is stated without contradiction."""
    figures = (_stated_once(report, code) for code in codes)
    return next((figure for figure in figures if figure is not None), None)


def _stated_once(report: Report, code: str) -> Figure | None:
    """Return the first figure of a code where all of that code have one value."""
    figures = stated(report, code)
    if len({figure.value for figure in figures}) != 1:
        return None
    return figures[0]
