"""Family T: what the reader could not make out with certainty; never the report's own fault."""

from collections.abc import Mapping

from service.model.finding import Origin, Severity
from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.rules.rule import Fault, Outcome, rule

READING = "读取结果的可靠程度，不是报告的要求"

_COMPARE = "，请对照原文。"
_LEFT_OUT = "，未予采用，请对照原文。"
_ZH: Mapping[ProblemKind, str] = {
    ProblemKind.NUMBER_NOT_PLACED: "此处的数字“{printed}”无法确定属于哪一格" + _LEFT_OUT,
    ProblemKind.COLUMN_UNKNOWN: "此处的数字“{printed}”无法确定属于哪一列" + _LEFT_OUT,
    ProblemKind.DOUBLE_VALUE: "此处“{printed}”有不止一个数字，无法确定采用哪一个" + _COMPARE,
    ProblemKind.SPLIT_BY_SUM: "此行数字“{printed}”连写在一起，系按合计关系拆分" + _COMPARE,
    ProblemKind.UNREADABLE_CELL: "此处“{printed}”无法识别为数字" + _COMPARE,
    ProblemKind.TEXT_ENDS_IN_TABLE: "文本在表格中间结束，其后的内容没有读到。",
    ProblemKind.DOUBTFUL_ENCODING: "文本的字符编码不能确定，个别文字可能有误。",
    ProblemKind.UNIT_NOT_PRINTED: "此处金额“{printed}”没有写明单位" + _COMPARE,
    ProblemKind.SECOND_REPORT: "文本中还有另一份报告，只读取了第一份。",
    ProblemKind.TOO_MANY_NUMBERS: "自此处起数字过多，不再读取。",
    ProblemKind.TEXT_TOO_LONG: "文本过长，此处以后没有读取。",
}


def _problems(report: Report, *kinds: ProblemKind) -> list[Fault]:
    return [_fault(problem) for problem in report.problems if problem.kind in kinds]


def _fault(problem: Problem) -> Fault:
    return Fault(
        zh=_ZH[problem.kind].format(printed=_short(problem.printed or "")),
        en=problem.message,
        span=problem.span,
        pointer=problem.pointer,
        actual=problem.printed,
        origin=Origin.EXTRACTION,
    )


def _short(printed: str) -> str:
    """Return what is printed on one line, shortened to what a message can hold."""
    line = " ".join(printed.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


_LONGEST = 40


@rule("T901", severity=Severity.INFO, basis=READING)
def numbers_are_placed(report: Report) -> Outcome:
    """
    Every printed number of a table could be given its cell.

    Why: a number is never placed by guess; where its column cannot be known the cell stays empty.
    Holds: a row of seven numbers under seven columns.
    Breaks: a row in which collapsed blanks leave one number for seven columns.
    Not applicable: never.
    """
    return _problems(
        report,
        ProblemKind.NUMBER_NOT_PLACED,
        ProblemKind.COLUMN_UNKNOWN,
        ProblemKind.DOUBLE_VALUE,
        ProblemKind.TOO_MANY_NUMBERS,
        ProblemKind.TEXT_TOO_LONG,
    )


@rule("T902", severity=Severity.INFO, basis=READING)
def numbers_are_apart(report: Report) -> Outcome:
    """
    The numbers of every row are printed apart from each other.

    Why: digits that run together can be told apart only by assuming that the row adds up.
    Holds: 64 0 0 2 0 4 70.
    Breaks: 640020470.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.SPLIT_BY_SUM)


@rule("T903", severity=Severity.INFO, basis=READING)
def cells_are_readable(report: Report) -> Outcome:
    """
    Every cell in which something is printed holds a number that can be read.

    Why: a cell that holds words cannot enter a sum, and is no zero.
    Holds: 12.
    Breaks: 若干.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.UNREADABLE_CELL)


@rule("T904", severity=Severity.WARNING, basis=READING)
def text_is_complete(report: Report) -> Outcome:
    """
    The text does not end in the middle of a table.

    Why: what a portal or a copier cut off can be neither stored nor judged.
    Holds: the text ends with the signature.
    Breaks: the text ends after the row 一、本年新收.
    Not applicable: never.
    """
    # The number and the row that the text breaks off in are one end.
    return _problems(report, ProblemKind.TEXT_ENDS_IN_TABLE)[:1]


@rule("T905", severity=Severity.INFO, basis=READING)
def encoding_is_certain(report: Report) -> Outcome:
    """
    The bytes are text in one encoding beyond doubt.

    Why: bytes that fit two encodings may have become the wrong characters.
    Holds: UTF-8 throughout.
    Breaks: GB18030 with a few bytes that are no character.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.DOUBTFUL_ENCODING)


@rule("T906", severity=Severity.INFO, basis=READING)
def amounts_have_units(report: Report) -> Outcome:
    """
    Every amount of money is printed with its unit.

    Why: 52.15 may be 元 or 万元; it is kept as printed and not converted by guess.
    Holds: 采购总金额 52.15万元.
    Breaks: 采购总金额 52.15.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.UNIT_NOT_PRINTED)


@rule("T907", severity=Severity.INFO, basis=READING)
def text_is_one_report(report: Report) -> Outcome:
    """
    The text holds one report and not two.

    Why: a report belongs to one organ and one year; the second one has to be sent by itself.
    Holds: one title, one series of six sections.
    Breaks: a second title with its own six sections after the signature.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.SECOND_REPORT)
