"""What stands around a report and, in PDF text, in the middle of its tables."""

from random import Random

from tests.generator.facts import Content
from tests.generator.writing import Line, plain

_FULL = 7


def crawled(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Put a crawler's metadata and the portal's breadcrumb before the report."""
    day = content.signed_on.isoformat()
    title = f"{content.agency}{content.year}年政府信息公开工作年度报告"
    return [
        plain(f"标题: {title}\n"),
        plain(f"发布时间: {day} 16:{rng.randint(10, 59)}\n文号: \n发布机构: {content.agency}\n"),
        plain("栏目: 政府信息公开年报\n==================== 正文 ====================\n"),
        plain(f"当前位置： 首页政务公开政府信息公开年报 来源：本站 时间：{day} 微信 微博 "),
        *lines,
        plain(" 附件下载"),
    ]


def with_contents(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Put a table of contents with dot leaders before the pages of the report."""
    entries = [plain("目录")]
    page = 1
    for section in content.sections:
        heading = f"{'一二三四五六'[section.number - 1]}、{section.title}"
        entries.append(plain(heading + " " + "." * (50 - 2 * len(heading) % 40) + f" {page}"))
        page += rng.randint(0, 3)
    return paged([*entries, *lines], content, rng)


def paged(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Break the text into pages, with a number and at times a running head between them."""
    style = rng.choice(
        ("— {} —", "- {} -", "Page {} - 年度报告\nP. {}", "第 {} 页", "－{}－", "bare", "head")
    )
    pages: list[Line] = []
    number, left = 1, rng.randint(18, 34)
    for index, line in enumerate(lines):
        pages.append(line)
        left -= 1
        if left > 0 or (style == "bare" and not _safe(lines, index)):
            continue
        pages.append(plain(_furniture(style, number, content)))
        number, left = number + 1, rng.randint(18, 34)
    return pages


def _furniture(style: str, number: int, content: Content) -> str:
    if style == "bare":
        return str(number)
    if style == "head":
        return f"{content.agency}{content.year}年度报告"
    return style.format(number, number)


def _safe(lines: list[Line], index: int) -> bool:
    """Tell whether a bare page number here could not be taken for a cell."""
    before = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else []
    if not any(part.unit for part in (*before, *following)):
        return True
    # Between two rows of seven it is plain that an eighth number is none of theirs.
    return all(_whole_row(line) for line in (before, following))


def _whole_row(line: Line) -> bool:
    first = next((part for part in line if part.text), None)
    labelled = first is not None and first.key is None
    return labelled and sum(part.key is not None for part in line) >= _FULL
