"""Which national format a text follows: its tables decide, then its citation, then its year."""

from service.model.report import FormatCode
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.template import FormatTemplate

_SIGNS_OF_2019 = ("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "政府集中采购", "采购总金额")
_SIGNS_OF_2021 = ("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额")


def choose_tables(text: str) -> FormatTemplate:
    """Return the format whose column headings the squeezed text bears, that of 2021 in doubt."""
    old = sum(sign in text for sign in _SIGNS_OF_2019)
    new = sum(sign in text for sign in _SIGNS_OF_2021)
    return FORMAT_2019 if old > new else FORMAT_2021


def choose_format(
    tables: FormatTemplate, has_tables: bool, text: str, year: int | None
) -> FormatCode | None:
    """Return the format of the tables, else of the document that is cited, else of the year."""
    old = sum(sign in text for sign in _SIGNS_OF_2019)
    new = sum(sign in text for sign in _SIGNS_OF_2021)
    if has_tables and old != new:
        return tables.code
    if "〔2021〕30号" in text:
        return "2021"
    if "〔2019〕60号" in text:
        return "2019"
    if year is None:
        return None
    if year <= 2018:
        return "pre2019"
    return "2021" if year >= 2021 else "2019"
