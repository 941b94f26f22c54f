"""Family T: what the reader could not make out with certainty; never the report's own fault."""

from collections.abc import Mapping

from service.model.finding import Origin, Severity
from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.rules.endings import begins_late, cut_off_tables, stops_early, unfinished_sentence
from service.rules.places import table_head
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
    Holds: received printed: 3 0 0 0 0 0 3.
    Breaks: received printed: 3.
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
    Holds: received printed: 64 0 0 2 0 4 70.
    Breaks: received printed: 640020470.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.SPLIT_BY_SUM)


@rule("T903", severity=Severity.INFO, basis=READING)
def cells_are_readable(report: Report) -> Outcome:
    """
    Every cell in which something is printed holds a number that can be read.

    Why: a cell that holds more than a number cannot enter a sum, and is no zero.
    Holds: received: natural_person 3, total 3.
    Breaks: received: natural_person 约3件, total 3.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.UNREADABLE_CELL)


@rule("T904", severity=Severity.WARNING, basis=READING, version=2)
def text_is_complete(report: Report) -> Outcome:
    """
    The text is a whole report and does not begin or end within one.

    Why: what a portal or a copier cut off can be neither stored nor judged.
    Holds: ends behind the signature.
    Breaks: ends behind 一、本年新收政府信息公开申请数量.
    Not applicable: never.
    """
    # The number and the row that the text breaks off in are one end.
    told = _problems(report, ProblemKind.TEXT_ENDS_IN_TABLE)[:1]
    told = told or [_ends(report, table) for table in cut_off_tables(report)]
    unfinished, last = unfinished_sentence(report), stops_early(report)
    if not told and unfinished is not None:
        told = [
            _torn(unfinished, "文本在句子中间结束，其后的内容没有读到。", "ends in this sentence")
        ]
    elif not told and last is not None:
        told = [_torn(last, "文本到此为止，报告其后的内容没有读到。", "ends here, unsigned")]
    first = begins_late(report)
    if first is None:
        return told
    return [
        _torn(first, "文本不是从报告开头开始的，此前的内容没有读到。", "begins in mid-report"),
        *told,
    ]


def _torn(span: Span, zh: str, en: str) -> Fault:
    return Fault(
        zh=zh,
        en=f"The text {en}; the rest was not read.",
        span=span,
        pointer="/sections",
        origin=Origin.EXTRACTION,
    )


def _ends(report: Report, code: str) -> Fault:
    table = next(table for table in report.tables() if table.code == code)
    return Fault(
        zh=_ZH[ProblemKind.TEXT_ENDS_IN_TABLE],
        en="The text ends within this table, what follows was not read.",
        span=table_head(report, table),
        pointer=f"/{code}",
        origin=Origin.EXTRACTION,
    )


@rule("T905", severity=Severity.INFO, basis=READING)
def encoding_is_certain(report: Report) -> Outcome:
    """
    The bytes are characters of one encoding to the last.

    Why: bytes that end within a character have lost something, or are in another encoding.
    Holds: encoded in utf-8.
    Breaks: encoded in utf-8 and cut within a character.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.DOUBTFUL_ENCODING)


@rule("T906", severity=Severity.INFO, basis=READING)
def amounts_have_units(report: Report) -> Outcome:
    """
    Every amount of money is printed with its unit.

    Why: 52.15 may be 元 or 万元; it is kept as printed and not converted by guess.
    Holds: procurement: projects 1, amount_10k_cny 52.15万元.
    Breaks: procurement: projects 1, amount_10k_cny 52.15.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.UNIT_NOT_PRINTED)


@rule("T907", severity=Severity.INFO, basis=READING)
def text_is_one_report(report: Report) -> Outcome:
    """
    The text holds one report and not two.

    Why: a report belongs to one organ and one year; the second one has to be sent by itself.
    Holds: sections 1, 2, 3, 4, 5, 6.
    Breaks: sections 1, 2, 3, 4, 5, 6; once more.
    Not applicable: never.
    """
    return _problems(report, ProblemKind.SECOND_REPORT)
