"""Family W: words that differ from the standard ones or do not belong into a report."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from service.model.finding import Severity
from service.model.place import Span
from service.model.report import Report
from service.model.table import Label
from service.rules.joined import prose
from service.rules.labels import unnumbered
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.standard.scripts import TRADITIONAL_TO_SIMPLIFIED

FORMAT = "国办公开办函〔2021〕30号；国办公开办函〔2019〕60号"
LANGUAGE = "GB/T 9704-2012《党政机关公文格式》；《国家通用语言文字法》第九条"

_SIMPLIFIED = str.maketrans(TRADITIONAL_TO_SIMPLIFIED)
# The number of a row with its mark, and all that is no Chinese character.
_INSIGNIFICANT = re.compile(r"^\s*[（(]?[一二三四五六七]{1,2}\s*[)）、.．]|[^一-鿿]+")
_ALIKE = 0.6


@rule("W701", severity=Severity.INFO, basis=FORMAT, version=2)
def labels_as_prescribed(report: Report) -> Outcome:
    """
    The labels of rows and columns are worded as the format prescribes.

    Why: another word may be a slip (内部事物 for 内部事务) or an older wording. Numbering,
    brackets, spaces and width do not count, nor characters that the layout added or lost.
    Holds: label （二）部分公开（区分处理的，只计这一情形，不计其他情形）.
    Breaks: label （二）部分公开（区分处理的，只记这一情形，不计其他情形）.
    Not applicable: no label was recognised.
    """
    labels = [
        label
        for table in report.tables()
        for label in (*table.headings, *(row.label for row in table.rows.values()))
        if label is not None
    ]
    if not labels:
        return NotApplicable("no label was recognised")
    return [
        _label_fault(label, changes)
        for label in labels
        if label.printed != label.standard
        and (changes := _replacements(label.standard, label.printed))
    ]


def _label_fault(label: Label, changes: tuple[tuple[str, str], ...]) -> Fault:
    printed = "".join(label.printed.split())
    standard = label.standard
    if unnumbered(printed) == printed:  # its number stands apart, or is missing, which is no fault
        standard = unnumbered(standard)
    words = "；".join(f"{wrong}→{right}" for wrong, right in changes)
    zh = f"“{printed}”与标准表述不一致：{words}。"
    if len(printed) <= _SHORT_LABEL:
        words = standard
        zh = f"“{printed}”与标准表述“{words}”不一致。"
    return Fault(
        zh=zh,
        en=f"The label {printed} differs from the standard wording: {words}.",
        span=label.span,
        expected=standard,
        actual=printed,
    )


# A label as short as this is shown whole beside the standard one.
_SHORT_LABEL = 14


# The same labels come in every report; a label that recurs is compared once.
@lru_cache(maxsize=4096)
def _replacements(standard: str, printed: str) -> tuple[tuple[str, str], ...]:
    """Return what is printed in the place of other characters, each led by its neighbour."""
    right, wrong = (
        _INSIGNIFICANT.sub("", text.translate(_SIMPLIFIED)) for text in (standard, printed)
    )
    matcher = SequenceMatcher(None, wrong, right, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ()
    return tuple(
        (wrong[i - lead : j], right[k - lead : m])
        for kind, i, j, k, m in matcher.get_opcodes()
        # Of unequal length is what a neighbouring label left here.
        if kind == "replace" and j - i == m - k
        for lead in [min(1, i, k)]
    )


# The first letter by itself lets the scan pass over all that is none.
_FOREIGN = re.compile(r"[a-z][a-z]{1,19}(?: [a-z]{1,20}){0,5}(?=[一-鿿，、；。])")
_CHINESE = re.compile(r"[一-鿿，、；]")
_AT_HOME = re.compile(
    r"apps?|wifi|pdf|docx?|word|excel|xlsx?|ofd|ppt|html|https?|www|com|cn|email|logo|vip|ip|it|ai"
    r"|pc|qq|vs|vr|vlog|mv|up|nbsp|web|x+"
)


@rule("W702", severity=Severity.INFO, basis=LANGUAGE, version=2)
def sentences_are_chinese(report: Report) -> Outcome:
    """
    No word of another language stands inside a Chinese sentence.

    Why: such a word is left over from translation or conversion. Abbreviations in capitals and
    names that are at home in Chinese (APP, wifi, pdf) do not count, nor does the xx of a template.
    Holds: 各级部署和要求.
    Breaks: 各级部署 and 要求.
    Not applicable: the report has no prose.
    """
    text = prose(report)
    if not text.content.strip():
        return NotApplicable("the report has no prose")
    return [
        Fault(
            zh=f"中文语句中夹有外文词“{match[0]}”。",
            en=f"The foreign word {match[0]} stands inside a Chinese sentence.",
            span=text.span(*match.span()),
            actual=match[0],
        )
        for match in _FOREIGN.finditer(text.content)
        if _CHINESE.match(text.content, match.start() - 1)
        and not all(map(_AT_HOME.fullmatch, match[0].split()))
    ]


# Looking for single characters first is many times as fast as the patterns.
_LOST_SIGNS = "\ufffd锟烫屯"
_LOST = re.compile("\ufffd+|锟斤拷(?:锟|斤|拷)*|烫烫烫|屯屯屯")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]")


@rule("W703", severity=Severity.WARNING, basis=LANGUAGE)
def characters_survived(report: Report) -> Outcome:
    """
    No replacement character or control character stands in the text.

    Why: they mark characters that were lost when the text was converted. Control characters and
    symbols of a private font are only noted, once.
    Holds: 政府信息公开.
    Breaks: 政府信��公开.
    Not applicable: never.
    """
    content = report.text.shown
    lost = any(sign in content for sign in _LOST_SIGNS)
    faults = [_lost_character(match) for match in _LOST.finditer(content)] if lost else []
    control = _CONTROL.search(content)
    return faults if control is None else [*faults, _control_character(control)]


def _lost_character(match: re.Match[str]) -> Fault:
    return Fault(
        zh="此处有无法显示的字符，原有文字可能已丢失。",
        en="A replacement character stands here, a character was lost.",
        span=Span(*match.span()),
        actual=match[0],
    )


def _control_character(match: re.Match[str]) -> Fault:
    code = f"U+{ord(match[0]):04X}"
    return Fault(
        zh=f"文本含有控制字符或专用字符（{code}）。",
        en=f"The text has control or private characters, the first is {code}.",
        span=Span(*match.span()),
        actual=code,
        severity=Severity.INFO,
    )


_REMNANT_SIGNS = ("X", "x", "Ｘ", "×", "某", "待补充", "填")
_REMNANT = re.compile(
    r"(?:[XxＸ]{2,4}|×{2,4}|某某)(?=[年月日市县区局镇乡件条份次个])|待补充|待填写?|此处填写|请填写|（填写[^（）\n]{0,20}）"
)


@rule("W705", severity=Severity.WARNING, basis=LANGUAGE)
def template_filled_in(report: Report) -> Outcome:
    """
    No blank of a template was left unfilled.

    Why: XX件 or 待补充 is what the draft had before the number was known.
    Holds: 全年发布信息120条.
    Breaks: 全年发布信息XX条.
    Not applicable: the report has no prose.
    """
    text = prose(report)
    if not text.content.strip():
        return NotApplicable("the report has no prose")
    if not any(sign in text.content for sign in _REMNANT_SIGNS):
        return []
    return [
        Fault(
            zh=f"“{match[0]}”似为模板中未填写的内容。",
            en=f"{match[0]} seems to be left over from a template.",
            span=text.span(*match.span()),
            actual=match[0],
        )
        for match in _REMNANT.finditer(text.content)
    ]
