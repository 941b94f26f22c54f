"""
How much a JSON document is made of, before it is made.

Three bytes `[],` become a list of 56, so ten megabytes of them some 250. What the service takes
is a text, or a few names: the text is one string, and beside strings there is little.
"""

from itertools import accumulate
from typing import Final

from werkzeug.exceptions import BadRequest

from service.submissions.lines import beside_strings

MOST_BESIDE_STRINGS: Final = 65_536  # bytes; a document has some hundred, indented some more
_DEEPER: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def require_simple(data: bytes, depth: int) -> None:
    """Raise BadRequest where the document is too complex, or nested deeper than `depth`."""
    beside = beside_strings(data)
    if len(beside) > MOST_BESIDE_STRINGS:
        raise BadRequest(f"The JSON has more than {MOST_BESIDE_STRINGS} bytes beside its strings.")
    if max(accumulate(_DEEPER.get(byte, 0) for byte in beside), default=0) > depth:
        raise BadRequest(f"The JSON is nested more than {depth} levels deep.")
