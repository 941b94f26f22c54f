"""Reports and findings made by hand, for tests that need no reading."""

from datetime import date
from decimal import Decimal

from service.judging import Judged, Upload
from service.model.finding import Checks, Finding, Inapplicable, Message, Operand, Origin, Severity
from service.model.narrative import Figure
from service.model.place import Span, Text
from service.model.problem import Problem, ProblemKind
from service.model.report import Period, Report, Section, Signature, Source, Title
from service.model.table import Cell, Row, Table

TEXT = Text("江原县档案局2024年年报\n一、总体情况\n新收申请 7 件。\n一、本年新收 7 / 7\n收费 12.50")


def span_of(words: str) -> Span:
    """Return the place of words that stand in TEXT once."""
    start = TEXT.content.index(words)
    return Span(start, start + len(words))


def a_finding(severity: Severity = Severity.ERROR, words: str = "本年新收 7 / 7") -> Finding:
    return Finding(
        rule="A101",
        name="applications-row-total",
        version=1,
        severity=severity,
        message=Message("各列之和与总计不符。", "The columns do not add up to the total."),
        pointer="/applications/received/total",
        place=TEXT.place(span_of(words)),
        expected="7",
        actual="8",
        operands=(Operand("/applications/received/natural_person", 7),),
        origin=Origin.SOURCE,
        basis="国办公开办函〔2021〕30号",
        fingerprint="f1",
    )


def a_report() -> Report:
    received = {
        "natural_person": Cell(7, "7", span_of("新收 7 ")),
        "commercial_enterprise": Cell(None, "/", span_of("/")),
        "total": Cell(7, "7", None),
    }
    fees = {"amount_10k_cny": Cell(Decimal("12.50"), "12.50", span_of("12.50"))}
    nowhere = Span(0, 0)
    return Report(
        source=Source("0" * 64, 99, "utf-8"),
        text=TEXT,
        format="2021",
        title=Title(
            "江原县档案局2024年年报", "江原县档案局", 2024, span_of("江原县档案局2024年年报")
        ),
        agency_name="江原县档案局",
        year=2024,
        period=Period(date(2024, 1, 1), None, nowhere),
        signature=Signature(None, date(2025, 1, 21), nowhere),
        introduction=nowhere,
        sections=(Section(1, 1, "总体情况", span_of("一、总体情况"), span_of("新收申请 7 件。")),),
        disclosure=Table(
            "disclosure",
            {"administrative_fees": Row("administrative_fees", None, fees)},
            (),
            nowhere,
        ),
        applications=Table(
            "applications", {"received": Row("received", None, received)}, (), nowhere
        ),
        review=None,
        narrative=(Figure("received", 7, "件", span_of("新收申请 7 件"), nowhere, 1),),
        problems=(
            Problem(ProblemKind.NUMBER_NOT_PLACED, "A number is left out.", None, None, None),
        ),
    )


def a_judged_report() -> Judged:
    checks = Checks("1.0.0", 3, 1, (Inapplicable("Y201", "no year before"),), (a_finding(),))
    return Judged(Upload(TEXT.content.encode(), filename="a.txt"), a_report(), checks)
