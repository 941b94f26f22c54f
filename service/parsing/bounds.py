"""
How much of a text is read.

No report comes near these bounds; what is beyond them is said in a problem. They keep the slowest
text of any kind near the time of its size.
"""

import re

from service.model.place import Span
from service.model.problem import Problem, ProblemKind

# Saved pages have some 300,000 characters with their tags.
MOST_CHARACTERS = 400_000
# The longest of real reports has 40,000 characters.
MOST_SIGNS = 100_000
# The largest table of the format has some 400 words and values.
MOST_TOKENS = 6_000
# One cell a line, with blank lines between, it has some 1,000 lines.
MOST_LINES = 10_000
# A whole report on one line has some 20,000 characters.
LONGEST_LINE = 40_000
# A report of a ministry has some 300 numbers in its prose.
MOST_NUMBERS = 3_000
_SIGNS = re.compile(rf"(?>(?:\s*+\S){{0,{MOST_SIGNS}}})")
_SHOWN = 20


def end_of_reading(shown: str) -> int:
    """Return up to where a text is read: its length, as a rule."""
    if len(shown) <= MOST_SIGNS:
        return len(shown)
    signs = _SIGNS.match(shown)
    end = signs.end() if signs else 0
    return min(MOST_CHARACTERS, end if shown[end:].strip() else len(shown))


def is_read_in_part(folded: str, region: Span, tokens: int) -> bool:
    """Tell whether a table's region has more than was read of it, which are so many `tokens`."""
    start, end = region
    if tokens >= MOST_TOKENS or folded.count("\n", start, end) >= MOST_LINES:
        return True
    if end - start <= LONGEST_LINE:
        return False
    return max(map(len, folded[start:end].split("\n"))) > LONGEST_LINE


def too_many_words(content: str, code: str, last: Span) -> Problem:
    """Return the problem that the table `code` is read no further than to its word at `last`."""
    message = (
        f"The table holds more than {MOST_TOKENS} words and values, or {MOST_LINES} lines; "
        "no more are read."
    )
    printed = content[last.start : last.end]
    return Problem(ProblemKind.TOO_MANY_NUMBERS, message, f"/{code}", printed, last)


def too_long(content: str, end: int) -> Problem:
    """Return the problem that a text is read up to `end` alone."""
    message = (
        f"More than {MOST_CHARACTERS} characters, or {MOST_SIGNS} that are no blanks, are not read"
        " of a text; what is behind is left out."
    )
    span = Span(end, min(len(content), end + _SHOWN))
    return Problem(ProblemKind.TEXT_TOO_LONG, message, None, content[span.start : span.end], span)
