"""
What befalls a report between its author and its reader, without changing what a person reads.

Every noise edits blocks in place; a row whose cells become doubtful is marked `damaged`.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.generator.layouts.layout import Borders, Layout
from tests.generator.script import TRADITIONAL
from tests.generator.sheets import Block, Kind, Paragraph, Sheet, SheetCell, SheetRow

Noise = Callable[[list[Block], Random], None]

_CONFUSED = str.maketrans("止未已项务本公果维", "上末己顷物木厶杲绯")
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_HALF_WIDTH = str.maketrans("（）：，；", "():,;")


_BEFORE_TABLES = ("本节数据由各责任科室报送，经2轮核对后汇总，详见下表。", "具体情况如下表所示：")
_BEHIND_TABLES = ("注：以上数据统计至年末，共核对3次。", "说明：表中数据由3个科室提供。")


def _is(block: Block, kind: Kind) -> bool:
    return isinstance(block, Paragraph) and block.kind == kind


def _sheets(blocks: list[Block]) -> Iterator[Sheet]:
    return (block for block in blocks if isinstance(block, Sheet))


def _cells(blocks: list[Block], *, values: bool) -> Iterator[SheetCell]:
    for sheet in _sheets(blocks):
        for row in sheet.rows:
            yield from row.values() if values else row.labels()


def confused_characters(blocks: list[Block], rng: Random) -> None:
    """Take one or two characters of some labels for others that look alike."""
    for cell in _cells(blocks, values=False):
        if len(cell.text) >= 5 and rng.random() < 0.25:
            for at in rng.sample(range(len(cell.text)), 2):
                changed = cell.text[at].translate(_CONFUSED)
                cell.text = cell.text[:at] + changed + cell.text[at + 1 :]


def spaces_in_labels(blocks: list[Block], rng: Random) -> None:
    """Put a blank into some labels."""
    for cell in _cells(blocks, values=False):
        if len(cell.text) >= 3 and rng.random() < 0.3:
            at = rng.randint(1, len(cell.text) - 1)
            cell.text = f"{cell.text[:at]} {cell.text[at:]}"


def other_numbering(blocks: list[Block], rng: Random) -> None:
    """Number the reasons 1、 or `1. ` instead of 1."""
    mark = rng.choice(("、", ". ", "．"))
    for cell in _cells(blocks, values=False):
        cell.text = re.sub(r"^([1-8])\.", rf"\g<1>{mark}", cell.text)


def half_width_punctuation(blocks: list[Block], rng: Random) -> None:
    """Use brackets, colons and commas of half width everywhere."""
    _everywhere(blocks, _HALF_WIDTH)


def traditional_characters(blocks: list[Block], rng: Random) -> None:
    """Write everything in traditional characters."""
    _everywhere(blocks, TRADITIONAL)


def _everywhere(blocks: list[Block], table: dict[int, int]) -> None:
    for block in blocks:
        if isinstance(block, Sheet):
            for cell in _cells([block], values=False):
                cell.text = cell.text.translate(table)
        else:
            block.text = block.text.translate(table)


def full_width_digits(blocks: list[Block], rng: Random) -> None:
    """Print the numbers of the tables in digits of full width."""
    for cell in _cells(blocks, values=True):
        cell.text = cell.text.translate(_FULL_WIDTH)


def thousands_separators(blocks: list[Block], rng: Random) -> None:
    """Group the digits of large numbers."""
    comma = rng.choice((",", "，"))
    for cell in _cells(blocks, values=True):
        if cell.text.isascii() and cell.text.isdigit():
            cell.text = f"{int(cell.text):,}".replace(",", comma)


def units_in_cells(blocks: list[Block], rng: Random) -> None:
    """Print the measure word behind some counts."""
    for cell in _cells(blocks, values=True):
        if cell.text.isdigit() and cell.key is not None and "amount" not in cell.key.column:
            word = "笔" if cell.key.column == "projects" else "件"
            cell.text += word if rng.random() < 0.5 else ""


def notes_in_cells(blocks: list[Block], rng: Random) -> None:
    """Put a remark with a number of its own behind a count of documents."""
    for cell in _cells(blocks, values=True):
        of_documents = cell.key is not None and cell.key.row == "normative_documents"
        if of_documents and cell.text.isdigit() and int(cell.text) > 5:
            cell.text += f"（其中修订{rng.randint(1, 5)}件）"


def injected_words(blocks: list[Block], rng: Random) -> None:
    """Put a hijacked mirror's advertising, with digits, into a few labels and paragraphs."""
    for cell in _cells(blocks, values=False):
        if len(cell.text) >= 2 and rng.random() < 0.04:
            cell.text += rng.choice(("bat365官网登录", "_365bet真人平台", "ww88手机版下载"))


def pinyin_behind_characters(blocks: list[Block], rng: Random) -> None:
    """Put the reading behind a few characters, as a converter of scripts does."""
    for cell in _cells(blocks, values=False):
        for character, reading in (("规", "guī"), ("数", "shù"), ("制", "zhì")):
            cell.text = cell.text.replace(character, f"{character}({reading})")


def other_headings(blocks: list[Block], rng: Random) -> None:
    """Number the sections in another way, print one heading twice or leave one out."""
    headings = [
        block for block in blocks if isinstance(block, Paragraph) and block.kind == "heading"
    ]
    style = rng.choice(("arabic", "point", "twice", "missing"))
    for number, heading in enumerate(headings, 1):
        numeral, _, title = heading.text.partition("、")
        if style in ("arabic", "point"):
            heading.text = f"{number}、{title}" if style == "arabic" else f"{numeral}．{title}"
    at = blocks.index(rng.choice(headings))
    if style == "twice":
        blocks.insert(at, blocks[at])
    elif style == "missing":
        del blocks[at]


def sections_out_of_order(blocks: list[Block], rng: Random) -> None:
    """Print a section before the one that it should follow; their numbers stay."""
    starts = [at for at, block in enumerate(blocks) if _is(block, "heading")]
    end = next(at for at, block in enumerate(blocks) if _is(block, "signature"))
    first = rng.randrange(len(starts) - 1)
    start, middle, end = [*starts, end][first : first + 3]
    blocks[start:end] = blocks[middle:end] + blocks[start:middle]


def prose_around_tables(blocks: list[Block], rng: Random) -> None:
    """Put sentences with numbers of their own before and behind the tables in their sections."""
    for sheet in list(_sheets(blocks)):
        at = next(at for at, block in enumerate(blocks) if block is sheet)
        if rng.random() < 0.7:
            blocks.insert(at + 1, Paragraph(rng.choice(_BEHIND_TABLES)))
        if rng.random() < 0.7:
            blocks.insert(at, Paragraph(rng.choice(_BEFORE_TABLES)))


def missing_head(blocks: list[Block], rng: Random) -> None:
    """Lose the head of table three, as at a page's end; its rows still name themselves."""
    for sheet in _sheets(blocks):
        if sheet.table.code == "applications":
            del sheet.rows[: sheet.head]
            sheet.head = 0


def footer(blocks: list[Block], rng: Random) -> None:
    """Leave a portal's buttons and footer behind the signature."""
    blocks.append(Paragraph("分享到：微信 微博 QQ空间 【打印】【关闭】"))
    visitor = rng.randint(1000, 9_999_999)
    blocks.append(Paragraph(f"ICP备05001234号 网站标识码：1100000016 您是第{visitor}位访问者"))


def repeated_heads(blocks: list[Block], rng: Random) -> None:
    """Print the head of table three again where a new page begins."""
    for sheet in _sheets(blocks):
        if sheet.table.code == "applications":
            at = rng.randint(sheet.head + 3, len(sheet.rows) - 2)
            sheet.rows[at:at] = [
                SheetRow("head again", row.cells) for row in sheet.rows[: sheet.head]
            ]


def dropped_label(blocks: list[Block], rng: Random) -> None:
    """Lose the label of a row of table three; its numbers then seem to follow the row above."""
    for rows in _full_rows(blocks):
        at = rng.randint(3, len(rows) - 3)
        rows[at].labels()[-1].text = ""
        for row in rows[at - 1 : at + 2]:
            row.damaged = True


def dropped_cell(blocks: list[Block], rng: Random) -> None:
    """Lose a cell of a row of table three, so that those behind it move up."""
    for rows in _full_rows(blocks):
        row = rows[rng.randint(3, len(rows) - 3)]
        row.cells.remove(rng.choice(row.values()))
        row.damaged = True


def _full_rows(blocks: list[Block]) -> Iterator[list[SheetRow]]:
    """Yield the rows of table three that hold values, if no cell is blank to begin with."""
    for sheet in _sheets(blocks):
        rows = [row for row in sheet.rows if row.values()]
        blank = any(not cell.text for row in rows for cell in row.values())
        if sheet.table.code == "applications" and not blank:
            yield rows


_HARMLESS: tuple[Noise, ...] = (
    confused_characters,
    spaces_in_labels,
    other_numbering,
    half_width_punctuation,
    full_width_digits,
    sections_out_of_order,
    prose_around_tables,
    footer,
)


def choose(layout: Layout, rng: Random) -> list[Noise]:
    """Choose what befalls a report: often nothing, rarely more than two things."""
    possible: list[Noise] = [*_HARMLESS]
    if layout.borders is not Borders.NONE:
        possible += [thousands_separators, units_in_cells, other_headings, missing_head]
    if layout.borders is Borders.KEPT:
        possible += [notes_in_cells, traditional_characters]
        possible += [pinyin_behind_characters]
    if layout.borders is Borders.KEPT and layout.name != "mixed":
        possible += [injected_words]
    # Shifted rows and pads look like lost cells; only where neither occurs can a loss be seen.
    if layout.name in ("html-spans", "pipes-trailing", "lines-exact", "lines-wrapped", "pdf-rows"):
        possible += [dropped_label, dropped_cell]
    if layout.name in ("lines-wrapped", "pdf-rows", "pdf-double-spaced", "one-line"):
        possible.append(repeated_heads)
    return rng.sample(possible, rng.choices((0, 1, 2, 3), (35, 35, 20, 10))[0])
