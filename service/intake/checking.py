"""An upload, read and judged by itself; nothing of it is stored."""

from typing import Final

from service.allowance import allowance
from service.judging import Judged, Upload, judge, read
from service.limits import Limits
from service.parsing.text.decode import decode

DEFAULTS: Final = Limits()


def check(upload: Upload, limits: Limits = DEFAULTS) -> Judged:
    """
    Read and check an upload.

    Raises EmptyBody, NotText or NotAReport where the bytes hold no report,
    TooLaborious where that takes too long, YearDisagrees where the text's own year is not the
    caller's.
    """
    with allowance(limits.reading_seconds):
        return judge(upload, read(upload))


def decoded_again(source: bytes, encoding: str) -> str:
    """Return the text of stored bytes, whose encoding was found out when they came."""
    return decode(source, encoding).content
