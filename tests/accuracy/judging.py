"""One report, as read, against what is known of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from service.model.place import Span
from service.model.report import Report
from tests.accuracy.reading import reads_as
from tests.generator.case import Case
from tests.generator.facts import Certainty, Key, Number
from tests.generator.script import TRADITIONAL
from tests.generator.writing import Piece


@dataclass
class Verdict:
    """Counts of outcomes, and a line for everything that went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, outcome: str, fault: str | None = None) -> None:
        """Count an outcome, and keep what to look at."""
        self.counts[outcome] += 1
        if fault is not None:
            self.faults.append(f"{outcome}: {fault}")


def judge(case: Case, report: Report) -> Verdict:
    """Compare everything that was read with everything that is known."""
    verdict = Verdict()
    read = _read_cells(report)
    covered = _Covered(report)
    for key in case.content.cells:
        _judge_cell(verdict, case, key, read.get(key), covered)
    for key in read.keys() - case.content.cells.keys():
        verdict.note(
            "wrong in silence", f"{key.pointer} = {read[key]}, a cell the report does not have"
        )
    _judge_places(verdict, case, report)
    _judge_facts(verdict, case, report)
    _judge_figures(verdict, case, report)
    return verdict


class _Covered:
    """Which cells the report's problems point at."""

    def __init__(self, report: Report) -> None:
        self.pointers = {problem.pointer for problem in report.problems if problem.pointer}

    def cell(self, key: Key) -> bool:
        return bool(self.pointers & {key.pointer, f"/{key.table}/{key.row}", f"/{key.table}"})

    def narrowly(self, key: Key) -> bool:
        return bool(self.pointers & {key.pointer, f"/{key.table}/{key.row}"})


def _read_cells(report: Report) -> dict[Key, Number]:
    return {
        Key(table.code, row, column): cell.value
        for table in report.tables()
        for row, column, cell in table.cells()
        if cell.value is not None
    }


def _judge_cell(
    verdict: Verdict, case: Case, key: Key, value: Number | None, covered: _Covered
) -> None:
    certainty = case.rendered.certainty[key]
    truth = case.content.cells[key].value
    if certainty is Certainty.DECEPTIVE:
        verdict.counts["deceptive"] += 1
        return
    printed = certainty in (Certainty.CERTAIN, Certainty.DOUBTFUL)
    if value is not None and not (printed and value == truth):
        outcome = "wrong, said" if covered.narrowly(key) else "wrong in silence"
        verdict.note(outcome, f"{key.pointer} = {value}, not {truth} ({certainty.name.lower()})")
        verdict.counts["certain wrong"] += certainty is Certainty.CERTAIN
        return
    kind = "doubtful" if certainty is Certainty.UNREADABLE else certainty.name.lower()
    verdict.counts[kind] += 1
    if value is not None:
        verdict.note(f"{kind} right")
    elif kind != "blank" and covered.cell(key):
        verdict.note(
            f"{kind} null, said", f"{key.pointer}, not {truth}" if kind == "certain" else None
        )
    elif kind != "blank":
        verdict.note(
            f"{kind} null, unsaid", f"{key.pointer}, not {truth}" if kind != "absent" else None
        )


def _judge_places(verdict: Verdict, case: Case, report: Report) -> None:
    """The text at a cell's place reads as its number, and is where that cell was printed."""
    same_text = report.text.content == case.rendered.text
    if not same_text:
        verdict.note("other text", "the decoded text is not the one that was encoded")
    places = {piece.key: piece for piece in case.rendered.pieces if piece.key is not None}
    for table in report.tables():
        for row, column, cell in table.cells():
            key = Key(table.code, row, column)
            certainty = case.rendered.certainty.get(key)
            if cell.value is None or certainty is Certainty.DECEPTIVE:
                continue
            quote = report.text.quote(cell.span) if cell.span is not None else ""
            piece = places.get(key)
            if not reads_as(quote, cell.value, amount=column == "amount_10k_cny"):
                verdict.note("misplaced", f"{key.pointer} = {cell.value} from {quote!r}")
            elif same_text and _apart(cell.span, piece):
                verdict.note("misplaced", f"{key.pointer} = {cell.value} from another cell")


def _apart(span: Span | None, piece: Piece | None) -> bool:
    if span is None or piece is None:
        return False
    return span.end <= piece.start or span.start >= piece.end


def _judge_facts(verdict: Verdict, case: Case, report: Report) -> None:
    content = case.content
    period, signature = report.period, report.signature
    names = {content.agency, content.agency.translate(TRADITIONAL)}
    facts: tuple[tuple[str, object, object], ...] = (
        ("year", report.year, content.year),
        ("period start", period.start if period else None, content.start),
        ("period end", period.end if period else None, content.end),
        ("signature date", signature.signed_on if signature else None, content.signed_on),
        (
            "agency",
            report.agency_name,
            report.agency_name if report.agency_name in names else content.agency,
        ),
    )
    for name, read, known in facts:
        if read == known:
            verdict.note("fact right")
        elif read is None:
            verdict.note("fact missing", None if case.torn else f"{name}, {_shown(known)}")
        else:
            # A torn text may have lost the right line and kept a part of it.
            verdict.note("fact wrong", f"{name} = {_shown(read)}, not {_shown(known)}")


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _asked(case: Case) -> bool:
    """Tell whether all figures should be read: traditional characters are read in labels only."""
    return not case.torn and "traditional_characters" not in case.noises


def _judge_figures(verdict: Verdict, case: Case, report: Report) -> None:
    known = {(figure.code, Decimal(figure.value)) for figure in case.content.figures}
    read = {(figure.figure, Decimal(figure.value)) for figure in report.narrative}
    for code, value in sorted(read - known):
        if not case.torn:
            verdict.note("figure false", f"{code} = {value}")
    for figure in case.content.figures:
        if (figure.code, Decimal(figure.value)) in read:
            verdict.note("figure right")
        elif figure.required and _asked(case):
            verdict.note("figure missing", f"{figure.code} = {figure.value}")
    for stated in report.narrative:
        quote = report.text.quote(stated.number)
        if not reads_as(quote, stated.value):
            verdict.note("misplaced", f"figure {stated.figure} = {stated.value} from {quote!r}")
