"""Small texts with one table, for tests of the reader: `row("规章", 1, 0, 7)` in a layout."""

from collections.abc import Callable, Iterable

from service.model.report import Report
from service.parsing.assemble import parse

TITLE = "河东市水务局2023年政府信息公开工作年度报告\n"
TWO = TITLE + "二、主动公开政府信息情况\n"
THREE = TITLE + "三、收到和处理政府信息公开申请情况\n"
FOUR = TITLE + "四、政府信息公开行政复议、行政诉讼情况\n"
BEHIND = "五、存在的主要问题及改进情况\n无。\n"

RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
GRANTED = "（一）予以公开"

Layout = Callable[[Iterable[object]], str]


def pipes(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |\n"


def tabs(cells: Iterable[object]) -> str:
    return "\t".join(map(str, cells)) + "\n"


def spaces(cells: Iterable[object]) -> str:
    return " ".join(map(str, cells)) + "\n"


def lines(cells: Iterable[object]) -> str:
    return "\n".join(map(str, cells)) + "\n"


def html(cells: Iterable[object]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


LAYOUTS = (pipes, tabs, spaces, lines, html)


def disclosure_2021(
    layout: Layout,
    *,
    regulations: Iterable[object] = (0, 0, 4),
    documents: Iterable[object] = (11, 7, 136),
    decisions: tuple[object, object, object] = (28, 9, 1),
    fee: object = 0,
    fee_heading: str = "本年收费金额（单位：万元）",
) -> str:
    """Return table two of the format of 2021."""
    licensing, penalties, coercive_measures = decisions
    documents_head = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    decisions_head = ("信息内容", "本年处理决定数量")
    return "".join(
        layout(row)
        for row in (
            ["第二十条第（一）项"],
            documents_head,
            ["规章", *regulations],
            ["行政规范性文件", *documents],
            ["第二十条第（五）项"],
            decisions_head,
            ["行政许可", licensing],
            ["第二十条第（六）项"],
            decisions_head,
            ["行政处罚", penalties],
            ["行政强制", coercive_measures],
            ["第二十条第（八）项"],
            ("信息内容", fee_heading),
            ["行政事业性收费", fee],
        )
    )


def read(text: str) -> Report:
    return parse(text.encode())


def row(report: Report, table: str, code: str) -> list[object]:
    """Return the values of a row; the table and the row must be there."""
    found = getattr(report, table)
    assert found is not None, f"no table {table}: {report.problems}"
    return [cell.value for cell in found.rows[code].cells.values()]


def kinds(report: Report, pointer: str) -> set[str]:
    """Return the kinds of the problems at `pointer`, at its parts, or at what it is part of."""
    return {
        problem.kind.value
        for problem in report.problems
        if problem.pointer
        and (
            f"{problem.pointer}/".startswith(f"{pointer}/")
            or f"{pointer}/".startswith(f"{problem.pointer}/")
        )
    }
