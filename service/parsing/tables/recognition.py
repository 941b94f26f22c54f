"""Which national format a text follows: its tables decide, then its citation, then its year."""

import re
from functools import lru_cache

from service.model.report import FormatCode
from service.parsing.tables.ribbon import key_of
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.law import FORMAT_DOCUMENT_2019, FORMAT_DOCUMENT_2021
from service.standard.template import FormatTemplate, TableTemplate


def _headings(template: FormatTemplate) -> frozenset[str]:
    rows = template.disclosure.rows
    return frozenset(key_of(column.label) for row in rows for column in row.columns)


# It asks seven sections of its own for a school year, and no tables; some schools keep to the
# national format all the same.
_FORMAT_OF_SCHOOLS = "高等学校信息公开办法"
# Hospitals and public utilities have rules of their own, too. The authorities above them cite these
# as well, but do not write their reports by them.
_RULES_OF_OTHERS = re.compile(
    "(?:医疗卫生|公共企事业|供水、供气、供热)[^。《》]{0,12}信息公开[^。《》]{0,12}办法"
    "[^。]{0,120}?(?:编制|年度报告|工作报告)"
)
_BY = re.compile("根据|按照|依据|依照")
_LONGEST_BASIS = 160
# 处理决定数量 of 2019 stands within 本年处理决定数量 of 2021, so it tells nothing.
_OF_2021 = _headings(FORMAT_2021)
_OF_2019 = frozenset(
    heading for heading in _headings(FORMAT_2019) if not any(heading in new for new in _OF_2021)
)
# Words of the rows other.correction_overdue and other.fee_overdue, long and short; others stand in
# the table, close to the name of their group, which may be printed beside any of them.
_SIGNS_OF_THREE = ("逾期不补正", "逾期未按收费", "逾期不缴费", "要求缴纳费用")
_SHORT_SIGNS = r"(?:逾期|补正(?!后)|缴费|缴纳|不再处理)"
_NO_PROSE = r"[^件条次起宗。;,，]"
# Prose that counts them (其他处理96件) says nothing of the table's rows.
_SINGLE_OTHER = re.compile(r"六\W{0,2}其他处理|其他处理(?![^0-9|]{0,20}[0-9]+件)")
_OTHER_WITH_PARTS = re.compile(
    rf"其他处理{_NO_PROSE}{{0,60}}?{_SHORT_SIGNS}|{_SHORT_SIGNS}{_NO_PROSE}{{0,60}}其他处理"
)


def choose_tables(text: str) -> FormatTemplate:
    """Return the format whose column headings the squeezed text bears, that of 2021 in doubt."""
    old, new = _signs(text)
    return FORMAT_2019 if old > new else FORMAT_2021


def tells_format(text: str) -> bool:
    """Tell whether the headings of table two show which format its columns are of."""
    old, new = _signs(text)
    return old != new


def choose_applications(text: str, template: FormatTemplate) -> TableTemplate:
    """Return table three with one row （六）其他处理 or with its three, as the text has it."""
    if "其他处理" not in text:
        # A separator may stand within the words: 其他|处理.
        text = text.replace("|", "")
    if any(sign in text for sign in _SIGNS_OF_THREE):
        return FORMAT_2021.applications
    if "其他处理" in text and _OTHER_WITH_PARTS.search(text):
        return FORMAT_2021.applications
    if "其他处理" in text and _SINGLE_OTHER.search(text):
        return FORMAT_2019.applications
    return template.applications


@lru_cache(maxsize=1)
def _signs(text: str) -> tuple[int, int]:
    bare = text.replace("/", "").replace("(", "").replace(")", "").replace(":", "")
    return sum(sign in bare for sign in _OF_2019), sum(sign in bare for sign in _OF_2021)


def choose_format(text: str, year: int | None, *, has_tables: bool) -> FormatCode | None:
    """
    Return the format of the tables, else of the document that is cited, else of the year.

    A report without tables follows none, where it cites what schools, hospitals or public utilities
    have of their own.
    """
    old, new = _signs(text)
    if has_tables and old != new:
        return choose_tables(text).code
    for document in (FORMAT_DOCUMENT_2021, FORMAT_DOCUMENT_2019):
        if document.number in text:
            return "2021" if document is FORMAT_DOCUMENT_2021 else "2019"
    if year is None or (not has_tables and _follows_rules_of_its_own(text)):
        return None
    if year < FORMAT_DOCUMENT_2019.first_year:
        return "pre2019"
    return "2021" if year >= FORMAT_DOCUMENT_2021.first_year else "2019"


def _follows_rules_of_its_own(text: str) -> bool:
    if _FORMAT_OF_SCHOOLS in text:
        return True
    for found in _RULES_OF_OTHERS.finditer(text):
        before = text[max(0, found.start() - _LONGEST_BASIS) : found.start()].rpartition("。")[2]
        if _BY.search(before) and "政府信息公开条例" not in before + found[0]:
            return True
    return False


def has_tables(form: FormatCode | None) -> bool:
    """Tell whether reports in this format have national tables; those of before 2019 have none."""
    return form != "pre2019"
