"""Family P, fifth part: a quantity that is stated twice."""

import re

from service.model.finding import Operand, Severity
from service.model.narrative import Figure
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.places import figure_pointer, stated
from service.rules.prose.quantities import ARITHMETIC, TEXT
from service.rules.rule import Fault, NotApplicable, Outcome, rule

# Figures of which an organ has one a year; they recur in a report only to say the same again.
_SINGLE = (
    "received",
    "received_and_carried_in",
    "carried_in",
    "carried_out",
    "website_visits",
    "gazette_issues",
    "gazette_copies",
    "hotline_cases",
    "hotline_completion_rate",
    "letters_received",
)
_INTERPRETATIONS = re.compile(r"政策解读(?:材料|稿件|信息)?(\d{1,6})[个件篇条期份]")
_INTERPRETED = re.compile(r"解读政策性?文件(\d{1,6})[件个份篇]")


@rule("P312", severity=Severity.INFO, basis=ARITHMETIC)
def repeated_quantities_agree(report: Report) -> Outcome:
    """
    A quantity that is stated twice has the same value both times.

    Why: one of two different numbers for the same thing is wrong, or they count different
    things and the words do not say so.
    Holds: 政策解读21个，另有解读政策性文件21件.
    Breaks: 政策解读20个，另有解读政策性文件21件.
    Not applicable: no quantity is stated twice.
    """
    figures = [pair for code in _SINGLE if (pair := _twice(report, code))]
    text = prose(report)
    first, second = _INTERPRETATIONS.search(text.content), _INTERPRETED.search(text.content)
    faults = [_differs(report, *pair) for pair in figures if pair[0].value != pair[1].value]
    if first is not None and second is not None:
        if int(first[1]) != int(second[1]):
            faults.append(_interpretations(text, *sorted((first, second), key=re.Match.start)))
    elif not figures:
        return NotApplicable("no quantity is stated twice")
    return faults


def _twice(report: Report, code: str) -> tuple[Figure, Figure] | None:
    """Return the first statement of a figure and the first that differs, or just the second."""
    figures = stated(report, code)
    first, others = next(iter(figures), None), figures[1:]
    if first is None or not others:
        return None
    if len({_words(report, figure) for figure in (first, *others)}) > 1:
        return None
    return first, next((other for other in others if other.value != first.value), others[0])


def _words(report: Report, figure: Figure) -> str:
    """Return the words of a figure without its number: the same words count the same thing."""
    return re.sub(r"[\s\d.,，]", "", report.text.quote(figure.quote))


def _differs(report: Report, first: Figure, second: Figure) -> Fault:
    quote = "".join(report.text.quote(first.quote).split())
    return Fault(
        zh=f"此处为{second.value}，而前文称“{quote}”。",
        en=f"{second.value} is stated here and {first.value} before, in the same words.",
        span=second.quote,
        pointer=figure_pointer(report, second),
        expected=str(first.value),
        actual=str(second.value),
        operands=(
            Operand(figure_pointer(report, first), first.value),
            Operand(figure_pointer(report, second), second.value),
        ),
    )


def _interpretations(text: JoinedText, first: re.Match[str], second: re.Match[str]) -> Fault:
    return Fault(
        zh=f"此处称“{second[0]}”，而前文称“{first[0]}”，请核对是否同一口径。",
        en=f"{second[1]} interpretations of policy are stated here and {first[1]} before.",
        span=text.span(*second.span()),
        expected=first[1],
        actual=second[1],
        operands=(Operand(TEXT, int(first[1])), Operand(TEXT, int(second[1]))),
    )
