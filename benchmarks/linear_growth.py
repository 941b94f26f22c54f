"""
However an input is made, time grows with its length and no faster.

The aim: 1 MB of anything takes at most 300 times what 10 kB of a report take.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measuring import markdown, median_seconds, own_reports, real_reports
from service.errors import ServiceError
from service.parsing.assemble import parse

AIM = 300
_SIZES = (10_000, 100_000, 1_000_000)
_ROUNDS = {10_000: 5, 100_000: 3, 1_000_000: 3}
_ROUNDS_OF_FLOOR = 21
_TITLE = "河东市水务局2023年政府信息公开工作年度报告\n"
_ONE = _TITLE + "一、总体情况\n"
_TWO = _TITLE + "二、主动公开政府信息情况\n"
_THREE = _TITLE + "三、收到和处理政府信息公开申请情况\n"
_FOUR = (
    _TITLE + "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 "
    "复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计\n"
)
# What stands first, and what is repeated behind it.
HOSTILE = {
    "headings": ("", "一、总体情况\n"),
    "titles": ("", "河东市水务局2023年政府信息公开工作年度报告\n"),
    "figures in one sentence": (_ONE, "5件，"),
    "figures without marks": (_ONE, "收到申请5件"),
    "increases": (_ONE, "增加"),
    "brackets": (_ONE, "（"),
    "dates": (_ONE, "2023年1月1日至"),
    "pinyin": (_ONE, "開數(a"),
    "empty lines": (_ONE, "\n"),
    "blanks": (_ONE, " "),
    "one run of digits": (_ONE, "1"),
    "digits and commas": (_ONE, "1,"),
    "Chinese numerals": (_ONE, "一百"),
    "pipes": (_THREE, "|"),
    "cells": (_THREE, "| 0 "),
    "cells with torn notes": (_THREE, "| 5 件 (其中 "),
    "tabs": (_THREE, "\t"),
    "one cell a line": (_THREE, "其他 0\n"),
    "labels and values": (_THREE, "予以公开 5 "),
    "labels glued to values": (_THREE, "上年结转政府信息公开申请数量0"),
    "labels nearly right": (_THREE, "本年新入政府信息公并申请"),
    "glued zeros": (_THREE + "一、本年新收政府信息公开申请数量", "0"),
    "table two": (_TWO, "规章 1 0 7\n"),
    "table four": (_FOUR, "0 "),
    "cells of HTML": (_THREE + "<table>", "<tr><td>其他</td><td>0</td></tr>"),
    "open tags": (_THREE, "<a "),
    "open comments": (_THREE + "<p>", "<!--"),
    "nested tables": (_THREE, "<table><tr><td>"),
    "character references": (_THREE + "<p>", "&nbsp;"),
    "NUL characters": (_THREE, "0\0"),
    "escapes of JSON": (_ONE, "\\n"),
    "characters without width": (_ONE, "\u200b5"),
    "tags within a line": (_ONE, "<b>5</b>"),
    "rows of HTML": (
        _THREE + "<table>",
        "<tr><th>一、本年新收政府信息公开申请数量</th><td>1</td></tr>",
    ),
    "blocks in a cell": (_THREE + "<table><tr><td><table>", "<p>5</p>"),
    "titles of sections": ("", "总体情况\n"),
    "titles of sections nearly right": ("", "一、总休情况\n"),
    "headings in digits": ("", "1、总体情况\n"),
    "tables of contents": (_TITLE, "一、总体情况......3\n二、主动公开政府信息情况......4\n"),
    "sub-headings": (_ONE, "（一）主动公开\n"),
    "numbers of pages": (_TITLE, "— 3 —\n"),
    "a number a line": (_THREE, "0\n"),
    "a pipe a line": (_THREE, "|\n0\n"),
    "labels a line": (_THREE, "其他\n"),
    "a character a line": ("", "报\n告\n"),
    "table four in words": (_FOUR, "行政复议：结果维持0件，结果纠正1件，总计1件。"),
    "heads of table two": (
        _TWO,
        "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1 0 7\n",
    ),
    "signatures": (_ONE, "河东市水务局\n2024年1月20日\n"),
    "sentences": (_ONE, "2022年，共收到政府信息公开申请5件，上年3件。"),
    "quotation marks": (_ONE, "“予以公开”5件，"),
    "laws and articles": (_ONE, "《政府信息公开条例》第五十条"),
    "telephones": (_ONE, "电话：0351-4085001\n"),
    "addresses of pages": (_ONE, "http://www.hedong.gov.cn/2023.html\n"),
    "full-width digits": (_ONE, "１２件，"),
}


def hostile(name: str, size: int) -> bytes:
    """Return about `size` bytes of the kind `name`."""
    first, again = HOSTILE[name]
    left = size - len(first.encode())
    return (first + again * max(1, left // len(again.encode()))).encode()


def _repeated(files: list[Path], size: int) -> bytes:
    """Return `size` bytes, or up to three less, of reports one behind the other."""
    together = b"\n".join(file.read_bytes() for file in files)
    data = (together * (size // len(together) + 1))[:size]
    return data.decode(errors="ignore").encode()


def read(data: bytes) -> None:
    """Parse, whatever comes of it."""
    with suppress(ServiceError):
        parse(data)


def _floor() -> float:
    """Return the median time of a report, scaled to 10 kB."""
    texts = [file.read_bytes() for file in real_reports() or own_reports()]
    each = [median_seconds(partial(read, data), _ROUNDS_OF_FLOOR) / len(data) for data in texts]
    return _SIZES[0] * median(each)


def _kinds() -> dict[str, Callable[[int], bytes]]:
    kinds: dict[str, Callable[[int], bytes]] = {name: partial(hostile, name) for name in HOSTILE}
    kinds["our own reports"] = partial(_repeated, own_reports())
    if real_reports():
        kinds["real reports"] = partial(_repeated, real_reports())
    return kinds


def _times(make: Callable[[int], bytes]) -> list[float]:
    return [median_seconds(partial(read, make(size)), _ROUNDS[size]) for size in _SIZES]


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    floor = _floor()
    timed = [(name, _times(make)) for name, make in _kinds().items()]
    timed.sort(key=lambda line: line[1][-1], reverse=True)
    lines = [
        [name, *(f"{1000 * time:.1f} ms" for time in times), f"{times[-1] / floor:.0f}"]
        for name, times in timed
    ]
    slowest, times = timed[0]
    return (
        f"A report of 10 kB takes {1000 * floor:.2f} ms (the median of the reports, scaled).\n"
        f"The slowest 1 MB ({slowest}) takes {times[-1] / floor:.0f} times that; "
        f"the aim is {AIM} times at most.\n\n"
        f"{markdown(['repeated', '10 kB', '100 kB', '1 MB', '1 MB / report'], lines)}"
    )


if __name__ == "__main__":
    print(report())
