"""A table that is read straight on is the table that the reader of all layouts reads."""

from collections.abc import Callable
from pathlib import Path

import pytest

from service.errors import NotAReport
from service.model.report import Report
from service.model.table import Table
from service.parsing.assemble import parse
from service.parsing.tables import report_tables, review
from service.standard.format_2021 import APPLICATIONS
from tests.generator.case import case
from tests.generator.layouts import LAYOUTS
from tests.golden.reading import WRITTEN
from tests.golden.test_real_reports import REAL
from tests.unit.parsing.writing import (
    BEHIND,
    FOUR,
    THREE,
    TWO,
    Layout,
    disclosure_2021,
    lines,
    pipes,
    spaces,
    tabs,
)

SEEDS = range(1, 7)
SOURCES = sorted(path for path in WRITTEN.rglob("*") if path.suffix in (".txt", ".html"))
# In these a row has a line of its own, or each of its cells, and nothing but its label beside it.
STRAIGHT = [
    "html-spans", "html-flat", "html-page", "markdown", "pipes-span-pads", "pipes-ragged", "tabs",
    "tabs-cell-lines", "lines-blank", "lines-wrapped", "lines-exact", "pdf-rows", "pdf-aligned",
]  # fmt: skip


HEAD = "申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n"


class Spy:
    """Counts the tables that are read straight on; none is, unless that is allowed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, allowed: bool) -> None:
        self.tables = 0
        self._allowed = allowed
        for module, name in ((report_tables, "read_straight"), (review, "_read_straight")):
            monkeypatch.setattr(module, name, self._spying(getattr(module, name)))

    def _spying(self, reader: Callable[..., Table | None]) -> Callable[..., Table | None]:
        def read(*arguments: object) -> Table | None:
            table = reader(*arguments) if self._allowed else None
            self.tables += table is not None
            return table

        return read


def read(data: bytes, *, straight: bool) -> tuple[Report | None, int]:
    """Return the report, and how many of its tables were read straight on."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        spy = Spy(monkeypatch, allowed=straight)
        try:
            return parse(data), spy.tables
        except NotAReport:
            return None, spy.tables


def agree(data: bytes) -> int:
    """Ask that both ways give the same report; return how many tables were read straight on."""
    one, tables = read(data, straight=True)
    other, _ = read(data, straight=False)
    assert one == other
    if one is not None and other is not None:
        assert [list(table.cells()) for table in one.tables()] == [
            list(table.cells()) for table in other.tables()
        ]
    return tables


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_ways_agree_in_every_layout(layout: str) -> None:
    straight = sum(agree(case(seed, layout).data) for seed in SEEDS)
    assert straight or layout not in STRAIGHT


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_both_ways_agree_on_our_own_reports(source: Path) -> None:
    agree(source.read_bytes())


def test_both_ways_agree_on_real_reports(reports_dir: Path) -> None:
    for source in sorted(reports_dir.rglob("*")):
        if source.suffix in (".txt", ".html"):
            tables = agree(source.read_bytes())
            assert tables == 3 or source.stem not in REAL


Cells = list[list[object]]


def cells() -> Cells:
    """Return table three as rows of a label and seven numbers."""
    return [
        [row.label, *range(10 * number, 10 * number + 6), 60 * number + 15]
        for number, row in enumerate(APPLICATIONS.rows, 1)
    ]


def straight(text: str) -> bool:
    """Tell whether table three is read straight on; both ways must agree."""
    return agree(text.encode()) > 0


def written(layout: Layout, table: Cells, head: str = HEAD) -> str:
    return THREE + head + "".join(map(layout, table)) + BEHIND


@pytest.mark.parametrize("layout", [pipes, tabs, spaces, lines])
def test_a_table_as_the_format_has_it_is_read_straight_on(layout: Layout) -> None:
    assert straight(written(layout, cells()))


def _with(row: int, column: int, printed: object) -> Cells:
    table = cells()
    table[row][column] = printed
    return table


TROUBLES: dict[str, Cells] = {
    "a unit": _with(3, 2, "12件"),
    "thousands parted by a comma": _with(3, 2, "1,234"),
    "thousands parted by a full-width comma": _with(3, 2, "1，234"),
    "a decimal": _with(3, 2, "1.5"),
    "a sign": _with(3, 2, "-3"),
    "a slash": _with(3, 7, "/"),
    "a dash": _with(3, 1, "—"),
    "the word for none": _with(3, 7, "无"),
    "a zero that was not recognised": _with(3, 4, "O"),
    "a Chinese zero": _with(3, 4, "零"),
    "a blank cell": _with(3, 4, ""),
    "a cell too few": [row[:-1] if at == 5 else row for at, row in enumerate(cells())],
    "a cell too many": [[*row, 0] if at == 5 else row for at, row in enumerate(cells())],
    "a column of last year": [[*row, 0] for row in cells()],
    "a row too few": cells()[:-1],
    "a row too many": [*cells(), ["五、其他", *range(7)]],
    "a row of an unknown label": [*cells()[:9], ["9.属于其他情形", *range(7)], *cells()[9:]],
    "rows in another order": [*cells()[:4], cells()[5], cells()[4], *cells()[6:]],
    "a row twice": [*cells()[:4], *cells()[3:]],
    "the table twice": [*cells(), *cells()],
    "two tables side by side": [[*row, *row] for row in cells()],
    "columns as rows": [list(row) for row in zip(*cells(), strict=True)],
    "the label within a longer one": _with(16, 0, "关于补正材料逾期的其他重复申请"),
    "the first label within a longer one": _with(
        0, 0, "上级机关转来的本年新收政府信息公开申请数量"
    ),
    "the first label's cell within words": _with(2, 0, "（三）其他的办理结果（一）予以公开"),
    "a number before the labels": [[at, *row] for at, row in enumerate(cells(), 10)],
    "numbers before their labels": [[*row[1:], row[0]] for row in cells()],
    "a note with a number": _with(3, 0, "（二）部分公开（共2件）"),
    "a mark above the first number": _with(3, 0, "（二）部分公开 /"),
}


@pytest.mark.parametrize("layout", [pipes, tabs, spaces, lines])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_whatever_has_more_to_it_is_left_to_the_other_reader(trouble: str, layout: Layout) -> None:
    assert not straight(written(layout, TROUBLES[trouble]))


def below(row: int, table: Cells) -> Cells:
    """Put the numbers of a row below its label."""
    label, *numbers = table[row]
    return [*table[:row], [label], numbers, *table[row + 1 :]]


def two(layout: Layout, printed: str, instead: str) -> str:
    """Return table two with something else printed once."""
    text = TWO + disclosure_2021(layout) + BEHIND
    assert text.count(printed) == 1
    return text.replace(printed, instead)


NULL = "| 申请人情况 | null |\n"
OTHERS = {
    "a sentence with numbers before": written(spaces, cells(), "收到申请3件。\n" + HEAD),
    "a sentence with numbers behind": written(spaces, [*cells(), ["其中涉及5件。"]]),
    "a decoy before": written(spaces, [["来信", 3, 4], *cells()]),
    "a page number": written(spaces, [*cells()[:9], [3], *cells()[9:]]),
    "a label in the head": written(pipes, cells(), "| 重复申请 | |\n" + HEAD),
    "a label with blanks behind": written(pipes, cells(), HEAD + "| 重复申请 | | |\n"),
    "a label in the prose before": written(pipes, cells(), "本机关无重复申请的情况：\n" + HEAD),
    "columns in another order": written(
        pipes, cells(), "| 申请人情况 |\n| 科研机构 | 商业企业 | 自然人 | 其他 | 总计 |\n"
    ),
    "the total first": written(
        tabs, cells(), "申请人情况\n总计\t自然人\t商业企业\t科研机构\t其他\n"
    ),
    "a stroke beside a digit": written(spaces, cells()).replace(" 195\n", " |95\n"),
    "a text that ends with the last number": (THREE + HEAD + "".join(map(spaces, cells())))[:-1],
    "everything on one line": THREE + " ".join(str(cell) for row in cells() for cell in row),
    "no blank before the number": written(spaces, cells()).replace("予以公开 30", "予以公开30"),
    "a mark below a number": written(spaces, cells()).replace(" 195\n", " 195\n/\n"),
    "a line of prose": written(spaces, cells()).replace("（七）总计", "（七）总计。"),
    "a word for no number": written(pipes, cells(), NULL + HEAD),
    "more words than are read": written(spaces, cells(), HEAD + "其他 " * 6000 + "\n"),
    "a number before the numeral": written(pipes, _with(4, 0, "共1.属于国家秘密")),
    "a word of numbers before the numeral": written(pipes, _with(4, 0, "约 1.属于国家秘密")),
    "a numeral that is not the label's": written(spaces, _with(4, 0, "（三）2.属于国家秘密")),
    "lines cut by tabs": written(lines, cells(), "自然人\t商业企业\n").replace("\n", "\n\t"),
    "marks above numbers below": written(
        spaces, below(2, _with(2, 0, "三、本年度办理结果 / /\n（一）予以公开"))
    ),
    "words above numbers below": written(
        spaces, below(2, _with(2, 0, "关于材料的说明\n（一）予以公开"))
    ),
    "the word for none below a number": two(lines, "28\n", "28\n无\n"),
    "one number below its label": two(spaces, "行政许可 28", "行政许可\n28"),
    "one number within its label": two(spaces, "行政许可 28", "行政\n28\n许可"),
    "one number behind its label": two(lines, "行政许可\n28", "行政许可 28"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_stands_beside_the_table_leaves_it_to_the_other_reader(other: str) -> None:
    assert not straight(OTHERS[other])


def test_numbers_below_and_within_their_labels_are_read_straight_on() -> None:
    assert straight(written(spaces, below(3, cells())))
    split = written(spaces, cells()).replace("要求提供公开出版物", "要求提供公开")
    numbers = " ".join(map(str, cells()[17][1:]))
    assert split.count(numbers) == 1
    assert straight(split.replace(numbers, f"{numbers}\n出版物"))


def test_headings_are_sought_in_the_same_words() -> None:
    assert straight(written(spaces, [*cells(), ["本表不含其他总计"]]))


def test_a_rule_between_two_rows_is_no_mark() -> None:
    table = written(pipes, cells()).replace("| 四、结转", "| --- | --- |\n| 四、结转")
    assert straight(table)


REVIEW_HEAD = (
    "行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n"
)
FIFTEEN: list[object] = [3, 0, 1, 0, 4, 0, 2, 0, 0, 2, 0, 0, 0, 1, 1]


def four(layout: Layout, numbers: list[object], head: str = REVIEW_HEAD) -> str:
    return FOUR + head + layout(numbers) + BEHIND


@pytest.mark.parametrize("layout", [pipes, tabs, spaces, lines])
def test_fifteen_numbers_under_the_head_of_table_four_are_read_straight_on(layout: Layout) -> None:
    assert straight(four(layout, FIFTEEN))


def test_table_four_begins_with_the_word_that_its_head_begins_in() -> None:
    assert straight(four(spaces, FIFTEEN, REVIEW_HEAD.replace("结果维持", "（件）结果维持", 1)))


REVIEWS = {
    "a number too few": four(spaces, FIFTEEN[:-1]),
    "a number too many": four(spaces, [*FIFTEEN, 0]),
    "a blank": four(pipes, [*FIFTEEN[:4], "", *FIFTEEN[5:]]),
    "a mark": four(spaces, [*FIFTEEN[:4], "/", *FIFTEEN[5:]]),
    "a mark before": four(spaces, ["/", *FIFTEEN]),
    "a mark behind": four(spaces, [*FIFTEEN, "/"]),
    "another number": four(spaces, FIFTEEN, "共5件。\n" + REVIEW_HEAD),
    "a page number": four(spaces, [*FIFTEEN, "\n12"]),
    "no head": four(spaces, FIFTEEN, ""),
    "litigation first": four(tabs, FIFTEEN, "行政诉讼\t行政复议\n" + REVIEW_HEAD),
    "a head behind": FOUR + spaces(FIFTEEN) + REVIEW_HEAD + BEHIND,
    "two lines": four(spaces, [*FIFTEEN[:8], "\n", *FIFTEEN[8:]]),
    "a line of prose": four(spaces, FIFTEEN, REVIEW_HEAD + "数量如下。 "),
}


@pytest.mark.parametrize("trouble", REVIEWS)
def test_whatever_else_stands_in_table_four_leaves_it_to_the_other_reader(trouble: str) -> None:
    assert not straight(REVIEWS[trouble])
