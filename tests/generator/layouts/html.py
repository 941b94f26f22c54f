"""HTML as portals serve it: with spans, without them, and as a whole saved page."""

import html
from random import Random

from tests.generator.facts import Content
from tests.generator.layouts.layout import matrix, part
from tests.generator.sheets import Paragraph, Sheet, SheetCell, SheetRow
from tests.generator.writing import Line, Part, plain

_BLANKS = ("", "&nbsp;", "<p>&nbsp;</p>", " ", "<span></span>")
_WRAPS = (("", ""), ("<p>", "</p>"), ('<p class="MsoNormal"><span lang="EN-US">', "</span></p>"))

_ABOVE = """<!DOCTYPE html>
<html lang="zh-CN"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title>
<style>.nav li{{float:left;width:120px}} table td{{padding:2px 5px}}</style>
<script>var site = 3312; function share(n){{ if (n < 5) {{ alert("<b>" + n); }} }}</script>
</head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; 政务公开 &gt; 政府信息公开年报</div>
<table class="meta"><tr><td>索引号</td><td>00312/2026-00417</td><td>发布日期</td>
<td>{published}</td></tr>
<tr><td>文号</td><td></td><td>浏览次数</td><td>128</td></tr></table>
<h1>{title}</h1>
<p class="info">发布时间：{published} 来源：本站 字体：【大 中 小】 打印</p><div id="zoom">"""
_BELOW = """</div><div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="footer">备案号：ICP备05001234号 网站标识码：1100000016 建议使用1024×768分辨率</div>
<script>count(15, 20);</script></body></html>"""

_NESTED_ABOVE = """<html><body><table width="1000"><tr><td colspan="2"><img src="t.jpg"></td></tr>
<tr><td><table><tr><td><a href="/">首页</a></td></tr><tr><td>年报</td></tr></table></td>
<td><table><tr><td align="center">发布日期：{published}</td></tr><tr><td>"""
_NESTED_BELOW = """</td></tr></table></td></tr>
<tr><td colspan="2"><table><tr><td>主办单位</td><td>ICP备05001234号</td></tr></table></td></tr>
</table></body></html>"""


def _cell(cell: SheetCell, row: SheetRow, rng: Random, *, spans: bool) -> list[Part]:
    attributes = ""
    if spans:
        attributes += f' colspan="{cell.across}"' if cell.across > 1 else ""
        attributes += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    if not cell.text:
        return [Part(f"<td{attributes}>{rng.choice(_BLANKS)}</td>")]
    before, after = rng.choice(_WRAPS)
    text = part(cell, row)._replace(text=html.escape(cell.text, quote=False))
    return [Part(f"<td{attributes}>{before}"), text, Part(f"{after}</td>")]


def with_spans(sheet: Sheet, rng: Random) -> list[Line]:
    """Write the table with rowspan and colspan."""
    lines = [plain('<table border="1" width="640">')]
    for row in sheet.rows:
        cells = [piece for cell in row.cells for piece in _cell(cell, row, rng, spans=True)]
        lines.append([Part("<tr>"), *cells, Part("</tr>")])
    return [*lines, plain("</table>")]


def without_spans(sheet: Sheet, rng: Random) -> list[Line]:
    """Write every position as a cell of its own; those a span would cover are empty."""
    lines = [plain("<table>")]
    for row, places in zip(sheet.rows, matrix(sheet), strict=True):
        line = [Part("<tr>")]
        for cell in places:
            line.extend([Part("<td></td>")] if cell is None else _cell(cell, row, rng, spans=False))
        lines.append([*line, Part("</tr>")])
    return [*lines, plain("</table>")]


def dropped_spans(sheet: Sheet, rng: Random) -> list[Line]:
    """Write only the cells that exist, their spans left out."""
    lines = [plain("<table>")]
    for row in sheet.rows:
        cells = [piece for cell in row.cells for piece in _cell(cell, row, rng, spans=False)]
        lines.append([Part("<tr>"), *cells, Part("</tr>")])
    return [*lines, plain("</table>")]


def paragraph(block: Paragraph, rng: Random) -> list[Line]:
    """Write a paragraph in the tags editors leave."""
    text = html.escape(block.text, quote=False)
    if block.kind == "heading" and rng.random() < 0.5:
        return [plain(f"<p><strong>{text}</strong></p>")]
    return [
        plain(rng.choice((f"<p>{text}</p>", f'<p style="text-indent:2em"><span>{text}</span></p>')))
    ]


def document(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Put the report into the least page that is one."""
    title = f"{content.agency}{content.year}年政府信息公开工作年度报告"
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
    return [plain(head), *lines, plain("</body></html>")]


def saved_page(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Put the report into a whole portal page: navigation, metadata, scripts, share buttons."""
    title = f"{content.agency}{content.year}年政府信息公开工作年度报告"
    published = f"{content.signed_on.isoformat()} 09:{rng.randint(10, 59)}"
    before = _ABOVE.format(title=title, published=published)
    return [plain(before), *lines, plain(_BELOW)]


def nested_tables(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Put the report into a cell of tables that lay out the page."""
    before = _NESTED_ABOVE.format(published=content.signed_on.isoformat())
    return [plain(before), *lines, plain(_NESTED_BELOW)]
