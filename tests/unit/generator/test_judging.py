"""The harness sees what it is there to see: each kind of wrong reading is counted as such."""

from dataclasses import replace
from decimal import Decimal

from service.model.narrative import Figure
from service.model.place import Span, Text
from service.model.problem import Problem, ProblemKind
from service.model.report import Period, Report, Signature, Source
from service.model.table import Cell, Row, Table
from tests.accuracy.judging import Verdict, judge
from tests.generator.case import Case, case
from tests.generator.facts import Certainty, Key

SEED = next(seed for seed in range(99) if not case(seed, "html-spans").noises)
CASE = case(SEED, "html-spans")


def _oracle(generated: Case) -> Report:
    """Read a report as well as anybody could: from what is known of it."""
    content, rendered = generated.content, generated.rendered
    places = {piece.key: Span(piece.start, piece.end) for piece in rendered.pieces if piece.key}
    nowhere = Span(0, 0)
    tables = {}
    for table in content.format.tables():
        rows = {}
        for row in table.rows:
            cells = {}
            for column in row.columns:
                key = Key(table.code, row.code, column.code)
                certain = rendered.certainty[key] is Certainty.CERTAIN
                value = content.cells[key].value if certain else None
                cells[column.code] = Cell(value, content.cells[key].text, places.get(key))
            rows[row.code] = Row(row.code, None, cells)
        tables[table.code] = Table(table.code, rows, (), nowhere)
    figures = tuple(
        Figure(figure.code, figure.value, None, nowhere, _find(rendered.text, figure.value), 1)
        for figure in content.figures
    )
    unsure = [key for key, known in rendered.certainty.items() if known is not Certainty.CERTAIN]
    return Report(
        source=Source("", len(generated.data), "utf-8"),
        text=Text(rendered.text),
        format=content.format.code,
        title=None,
        agency_name=content.agency,
        year=content.year,
        period=Period(content.start, content.end, nowhere),
        signature=Signature(content.agency, content.signed_on, nowhere),
        introduction=nowhere,
        sections=(),
        disclosure=tables["disclosure"],
        applications=tables["applications"],
        review=tables["review"],
        narrative=figures,
        problems=tuple(_problem(key) for key in unsure),
    )


def _find(text: str, value: int | Decimal) -> Span:
    for spelling in (str(value), f"{int(value) // 10_000}万", "两", "未收", "无收取"):
        at = text.find(spelling)
        if at >= 0:
            return Span(at, at + len(spelling))
    raise AssertionError(value)


def _problem(key: Key) -> Problem:
    return Problem(ProblemKind.NUMBER_NOT_PLACED, "", key.pointer, None, None)


def _with(report: Report, value: int | None, problems: tuple[Problem, ...] = ()) -> Report:
    """Change what was read in one cell of table three."""
    table = report.applications
    assert table is not None
    row = table.rows["concluded"]
    cell = row.cells["total"]._replace(value=value)
    changed = replace(row, cells={**row.cells, "total": cell})
    applications = replace(table, rows={**table.rows, "concluded": changed})
    return replace(report, applications=applications, problems=(*report.problems, *problems))


def _judged(value: int | None, *problems: Problem) -> Verdict:
    return judge(CASE, _with(_oracle(CASE), value, problems))


KEY = Key("applications", "concluded", "total")


def test_a_perfect_reading_has_no_fault() -> None:
    verdict = judge(CASE, _oracle(CASE))
    assert verdict.faults == []
    assert verdict.counts["certain right"] == verdict.counts["certain"]


def test_another_number_is_wrong_in_silence() -> None:
    assert _judged(987_654).counts["wrong in silence"] == 1


def test_another_number_under_a_problem_is_wrong_but_said() -> None:
    counts = _judged(987_654, _problem(KEY)).counts
    assert counts["wrong, said"] == 1
    assert counts["wrong in silence"] == 0


def test_a_null_needs_a_problem_that_points_at_it() -> None:
    assert _judged(None).counts["certain null, unsaid"] == 1
    assert _judged(None, _problem(KEY)).counts["certain null, said"] == 1


def test_a_number_in_a_row_that_the_report_has_not_is_wrong_in_silence() -> None:
    report = _oracle(CASE)
    assert report.applications is not None
    row = report.applications.rows["concluded"]
    invented = replace(row, code="invented")
    table = replace(report.applications, rows={**report.applications.rows, "invented": invented})
    counts = judge(CASE, replace(report, applications=table)).counts
    assert counts["wrong in silence"] == sum(cell.value is not None for cell in row.cells.values())


def test_a_number_taken_from_elsewhere_is_misplaced() -> None:
    report = _oracle(CASE)
    assert report.applications is not None
    row = report.applications.rows["concluded"]
    moved = {code: cell._replace(span=Span(0, 3)) for code, cell in row.cells.items()}
    rows = {**report.applications.rows, "concluded": replace(row, cells=moved)}
    table = replace(report.applications, rows=rows)
    counts = judge(CASE, replace(report, applications=table)).counts
    assert counts["misplaced"] == len(row.cells)


def test_a_wrong_year_and_a_false_figure_are_counted() -> None:
    report = _oracle(CASE)
    false = Figure("gazette_issues", 9999, None, Span(0, 0), Span(0, 0), 1)
    changed = replace(report, year=1999, narrative=(*report.narrative, false))
    counts = judge(CASE, changed).counts
    assert counts["fact wrong"] == 1
    assert counts["figure false"] == 1
