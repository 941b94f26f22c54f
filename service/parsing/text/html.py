"""
HTML laid flat without moving a character: texts stay where they are, tags become blanks.

    page   = {comment | declaration | tag | text}
    cells  become  cell | cell |  on one line a row, other blocks become lines,
    scripts, navigation, forms and what is hidden become blanks.

A text that has no tags but those of tables, as converters to Markdown write it, keeps its own
lines and pipes around them.

The result has the length of the page, so that every offset into it is an offset into the page.
No parser that is at hand both tells where each text stands and stays linear on hostile pages:
lxml and selectolax give no offsets, and html.parser of Python 3.11 needs 42 s for 60 kB of `<a `.
"""

import re
from html import unescape

from service.allowance import check_allowance

_IS_HTML = re.compile(
    r"<(?:!doctype\s+html|html|body|table|tbody|tr|td|div|p|span)\b[^<>]*>", re.IGNORECASE
)
# No alternative can take what another one takes, and a quoted value has bounds: the pattern reads
# no character more than some hundred times. A value may hold tags, which are not the page's.
_TOKEN = re.compile(
    r"<!--"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+'"
    r"|\"[^\"]{0,150}+\"|'[^']{0,150}+')*)>"
    r"|<[!?/][^<>]*>"
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RAW = frozenset(("script", "style", "textarea", "title"))
_SKIPPED = frozenset(
    ("noscript", "template", "nav", "footer", "select", "button", "form", "iframe", "svg")
)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
# The mark of a footnote, no digit of what stands before it.
_MARK_OF_NOTE = re.compile(r"[\[(（]?(?:[0-9]{1,2}|[①-⑳*※])[\])）]?(?=</sup\b)", re.IGNORECASE)
_LIKELY_HIDDEN = frozenset(("div", "p", "span", "a", "font", "em", "i", "label", "li", "ul"))
_LONGEST_HIDDEN = 1_000
_CELLS = frozenset(("td", "th"))
_BLOCKS = """
p div br li ul ol h1 h2 h3 h4 h5 h6 section article header main aside table tbody thead tr
dl dt dd pre blockquote hr body html center
"""
_LINES = frozenset(_BLOCKS.split())
_LONGEST_CELL = 200
_NO_CELL = re.compile("¦")
_OF_TABLES = frozenset(
    ("table", "thead", "tbody", "tr", "td", "th", "col", "colgroup", "br", "sup", "sub", "b", "i")
)


def is_html(content: str) -> bool:
    """Tell whether the text is a page or a piece of one."""
    return _IS_HTML.search(content) is not None


def flatten(content: str) -> str:
    """Return the page with its tags blanked and its tables as rows of cells."""
    return _Flattener(content).flatten()


def as_printed(flat: str, page: str) -> str:
    """Return the flat page with the pipes that its texts hold; `flatten` marks them as no cells."""
    return _NO_CELL.sub(lambda mark: page[mark.start()], flat)


def _has_tables_alone(content: str) -> bool:
    """Tell whether there are tags of tables and no others; most pages soon have one."""
    has_table = False
    for token in _TOKEN.finditer(content):
        name = (token.group("name") or "").lower()
        if name and name not in _OF_TABLES:
            return False
        has_table = has_table or name == "table"
    return has_table


class _Cell:
    """
    An open cell: how much text it holds, the lines begun in it, whether it lays out a page.

    `tables` is how many tables were open when it began.
    """

    # A hostile page opens millions and closes none.
    __slots__ = ("breaks", "layout", "length", "tables")

    def __init__(self, tables: int) -> None:
        self.tables = tables
        self.length = 0
        self.breaks: list[int] = []
        self.layout = False


class _Flattener:
    """Copies the texts of a page to their offsets, and marks where lines and cells begin."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._flat: list[str] = [" "] * len(content)
        self._skipped: str | None = None
        self._depth = 0
        self._cells: list[_Cell] = []
        self._row_begins = True
        self._tables = 0
        self._keeps_lines = _has_tables_alone(content)

    def flatten(self) -> str:
        at = 0
        while (token := _TOKEN.search(self._content, at)) is not None:
            check_allowance()
            self._text(at, token.start())
            at = self._token(token)
        self._text(at, len(self._content))
        while self._cells:
            self._close_cell()
        return "".join(self._flat)

    def _token(self, token: re.Match[str]) -> int:
        """Take a comment, declaration or tag; return where reading goes on."""
        close, name = token.group("close", "name")
        if name is None:
            return self._after_comment(token)
        name = name.lower()
        if name in _RAW and not close:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(self._content, token.end())
            return closing.start() if closing else len(self._content)
        if name in _LIKELY_HIDDEN and self._skipped is None:
            hidden_end = self._hidden_end(token, name)
            if hidden_end is not None:
                return hidden_end
        if name == "sup" and not self._is_in_empty_cell():
            note = _MARK_OF_NOTE.match(self._content, token.end())
            if note is not None:
                return note.end()
        if self._skipped is not None or name in _SKIPPED:
            self._skip(name, closing=bool(close))
        elif close:
            self._end(name, token.start())
        else:
            self._begin(name, token.start())
        return token.end()

    def _after_comment(self, token: re.Match[str]) -> int:
        """Return where reading goes on behind a comment or a declaration."""
        if token.group() != "<!--":
            return token.end()
        end = self._content.find("-->", token.end())
        return end + 3 if end >= 0 else len(self._content)

    def _hidden_end(self, token: re.Match[str], name: str) -> int | None:
        """
        Return where a hidden element ends, None where it is not hidden.

        Only one that has none of its own kind in it and soon ends: a page that is shown by a
        script may hide the report itself.
        """
        if _HIDDEN.search(token.group()) is None:
            return None
        end = self._content.find(f"</{name}", token.end(), token.end() + _LONGEST_HIDDEN)
        nested = self._content.find(f"<{name}", token.end(), max(end, token.end()))
        return end if end >= 0 and nested < 0 else None

    def _skip(self, name: str, *, closing: bool) -> None:
        """Open or close a stretch to be skipped; only its own tag closes it."""
        if self._skipped is None:
            if not closing:
                self._skipped, self._depth = name, 1
        elif name == self._skipped:
            self._depth += -1 if closing else 1
            if self._depth == 0:
                self._skipped = None

    def _begin(self, name: str, at: int) -> None:
        if name in _CELLS:
            self._close_cells()
            if not self._row_begins:
                self._mark(at, "|")
            self._row_begins = False
            self._cells.append(_Cell(self._tables))
        elif name == "table":
            self._tables += 1
            if self._cells:
                self._cells[-1].layout = True
            self._mark(at, "\n")
        elif name == "tr":
            self._close_cells()
            self._mark(at, "\n")
            self._row_begins = True
        elif name in _LINES:
            self._line(at)

    def _end(self, name: str, at: int) -> None:
        if name in _CELLS:
            if self._cells:
                self._close_cell()
        elif name == "tr":
            self._close_cells()
            self._mark(at, "|\n")
        elif name in _LINES:
            if name == "table" and self._tables:
                self._close_cells()
                self._tables -= 1
            self._line(at)

    def _text(self, start: int, end: int) -> None:
        """Keep a text where it stands; in a page, its line breaks and pipes are no marks."""
        if self._skipped is not None or start == end:
            return
        text = self._content[start:end]
        if self._tables or self._cells or not self._keeps_lines:
            text = text.replace("\n", " ").replace("|", "¦")
        self._flat[start:end] = text
        if "&" in text:
            for reference in _REFERENCE.finditer(text):
                char = unescape(reference.group())
                first, last = start + reference.start(), start + reference.end()
                self._flat[first:last] = char.ljust(last - first)[: last - first]
        if self._cells:
            self._cells[-1].length += len(text.strip())

    def _line(self, at: int) -> None:
        if self._cells:
            self._cells[-1].breaks.append(at)
        else:
            self._mark(at, "\n")

    def _is_in_empty_cell(self) -> bool:
        """Tell whether a cell is open that has no text yet."""
        return bool(self._cells) and not self._cells[-1].length

    def _mark(self, at: int, marks: str) -> None:
        self._flat[at : at + len(marks)] = marks

    def _close_cells(self) -> None:
        """Close the cells of this table that are open: HTML may leave out their end."""
        while self._cells and self._cells[-1].tables >= self._tables:
            self._close_cell()

    def _close_cell(self) -> None:
        """Make lines of the blocks in a cell that lays out a page; a cell of data has none."""
        cell = self._cells.pop()
        if cell.layout or cell.length > _LONGEST_CELL:
            for at in cell.breaks:
                self._flat[at] = "\n"
            if self._cells:
                self._cells[-1].layout = True
