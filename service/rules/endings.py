"""Texts torn off at an end: what is missing beyond it says nothing about the report."""

import re
from collections.abc import Sequence

from service.model.place import Span
from service.model.problem import ProblemKind
from service.model.report import Report
from service.model.table import Table
from service.rules.joined import prose, prose_spans
from service.rules.once import once_a_report
from service.rules.structure.formats import is_free, template
from service.standard.sections import SECTIONS
from service.standard.template import TableTemplate

_NO_WORD = re.compile(r"<[^<>]*>|&nbsp;|\W+")
# A label and a few cells of the row that the text breaks off in.
_LONGEST_REST = 40


@once_a_report
def cut_off_tables(report: Report) -> frozenset[str]:
    """Return the codes of the tables that the text ends in, as the reader or the rows show."""
    pointers = {
        problem.pointer or ""
        for problem in report.problems
        if problem.kind is ProblemKind.TEXT_ENDS_IN_TABLE
    }
    tables = list(report.tables())
    told = {table.code for table in tables if any(table.code in each for each in pointers)}
    return frozenset(told | {table.code for table in tables if _ends_text(report, table)})


def _ends_text(report: Report, table: Table) -> bool:
    """Tell whether the table lacks its last row and next to nothing stands behind it."""
    form = template(report)
    if form is None or report.signature is not None:
        return False
    [standard] = [each for each in form.tables() if each.code == table.code]
    if standard.rows[-1].code in table.rows:
        return False
    rest = report.text.shown[table.span.end :]
    return len(rest) < _LONGEST_TAGS and len(_NO_WORD.sub("", rest)) <= _LONGEST_REST


_LONGEST_TAGS = 2_000


# A sentence ends so, and so does a line that is none: a heading, a name in brackets.
# A signature that names no day, or has a letter for a zero, ends a text all the same.
_SIGNED = re.compile(
    r"[2二][0〇零○Oo][0-9OoI一二三四五六七八九〇零○]{2}年[0-9元一二三四五六七八九十]{1,3}月[^年月]{0,4}$"
)
_SENTENCE_ENDS = frozenset("。！？；：.!?;:”’）)》】]>|")
_SHORTEST_SENTENCE = 12
# What stands around a report on its page is no sentence that was cut off.
_FRAME = re.compile(
    "附件(?:[0-9一二三:：]|下载)|(?:主办|承办|主管|版权|联系人|电话|访问量?|浏览(?:次数|量)?|点击[量率数])"
    "(?:单位|所有)?[:：]|版权所有|备案号|ICP备|公网安备|网站标识码|技术支持|责任编辑|[Cc]opyright"
    "|上一[篇条]|下一[篇条]|位访[客问]|打印本?页?[】\\]]|分享到|返回顶部|手机版|网站地图|联系我们|索引号"
    "|相关链接|相关新闻|无障碍|English"
)
# The last section needs no full stop, nor do the cells of a table that is appended.
_LAST_WORDS = re.compile(
    "(?:事项|费用?|情况|内容|工作|问题|报告|办理|公开|下载|查阅|查询|执行|要求|规定|元|[件条次人])$"
)
_APPENDED = re.compile(r"(?:[件条次人个期篇元%)）]|\t|\||\n| {2})[ |]*[0-9.]+[ |]*$")


@once_a_report
def unfinished_sentence(report: Report) -> Span | None:
    """Return where the text ends in mid-sentence, None where it ends as a text does."""
    if report.signature is not None or not report.sections:
        return None
    parts = prose_spans(report)
    if not parts or parts[-1].end < len(report.text.content):
        return None
    text = prose(report)
    content = text.content.rstrip()
    start = max(content.rfind(mark) for mark in "。；\n") + 1
    last = content[start:].removesuffix(report.agency_name or "")
    if len(last) < _SHORTEST_SENTENCE or last[-1] in _SENTENCE_ENDS or _SIGNED.search(last):
        return None
    if _FRAME.search(last) or _ends_as_a_whole(report, last):
        return None
    torn = text.span(start, len(content))
    # A table is appended: the words are those of its head.
    return None if any(table.span.end > torn.end for table in report.tables()) else torn


def _ends_as_a_whole(report: Report, last: str) -> bool:
    """Tell whether a text may end in these words, with no full stop behind them."""
    if report.section(len(SECTIONS)) is not None:
        return _LAST_WORDS.search(last) is not None
    shown = report.text.shown.rstrip()
    return _APPENDED.search(shown, max(0, len(shown) - _SHOWN)) is not None


# With five sections and a full stop the sixth was left out rather than torn off.
_SURELY_TORN = 4
_SHOWN = 20
# Where the headings of sections five and six were not found, their matter tells them; section
# one speaks of it, too.
_APPLICATIONS = 3
_OF_THE_LAST_SECTIONS = re.compile("存在的?(?:主要)?问题|处理费|其他需要?报告")


@once_a_report
def begins_late(report: Report) -> Span | None:
    """Return the first words of a text that has neither title nor section one."""
    if report.title is not None:
        return None
    parts = _parts(report)
    if not parts or min(parts) == 1:
        return None
    shown = report.text.shown
    start = len(shown) - len(shown.lstrip())
    return Span(start, min(start + _SHOWN, len(shown)))


@once_a_report
def stops_early(report: Report) -> Span | None:
    """
    Return the last words of a text that is not signed and does not reach section five.

    Before 2019, and where rules of its own hold for the organ, nothing tells which sections a whole
    report has.
    """
    if report.signature is not None or is_free(report) or _has_rules_of_its_own(report):
        return None
    parts = _parts(report)
    # What has lost its beginning may have lost its last section as well.
    furthest = _SURELY_TORN + (begins_late(report) is not None)
    if not parts or max(parts) > furthest:
        return None
    shown = report.text.shown
    if max(parts) >= _APPLICATIONS and _OF_THE_LAST_SECTIONS.search(shown, _furthest_end(report)):
        return None
    end = len(shown.rstrip())
    return Span(max(end - _SHOWN, shown.rfind("\n", 0, end) + 1), end)


def _has_rules_of_its_own(report: Report) -> bool:
    """Tell whether the text follows no national format although its year is known."""
    return report.format is None and report.title is not None and report.title.year is not None


def _furthest_end(report: Report) -> int:
    """Return where the last heading or table that was found ends."""
    headings = (section.heading.end for section in report.sections if section.number)
    return max([*headings, *(table.span.end for table in report.tables())], default=0)


def _parts(report: Report) -> set[int]:
    """Return the numbers of the sections whose heading or table is there."""
    form = template(report)
    tables = {table.code for table in report.tables()}
    by_table = {each.section for each in (form.tables() if form else ()) if each.code in tables}
    return by_table | {section.number for section in report.sections if section.number}


def rows_within(report: Report, standard: TableTemplate) -> Sequence[str]:
    """Return those rows of a table that it has room for, torn off as the text may be."""
    rows = list(standard.row_codes())
    table = next(table for table in report.tables() if table.code == standard.code)
    present = [index for index, row in enumerate(rows) if row in table.rows]
    if not present:
        return rows
    torn = begins_late(report) is not None and standard.section == min(_parts(report))
    first = present[0] if torn and report.section(standard.section) is None else 0
    ends = standard.code in cut_off_tables(report)
    return rows[first : present[-1] + 1 if ends else len(rows)]


def last_section(report: Report) -> int | None:
    """Return the number of the section in which a text ends too early, None for a whole text."""
    cut = cut_off_tables(report)
    if cut:
        form = template(report)
        tables = form.tables() if form is not None else ()
        return min((each.section for each in tables if each.code in cut), default=None)
    if unfinished_sentence(report) is None and stops_early(report) is None:
        return None
    return max((section.number for section in report.sections), default=0)
