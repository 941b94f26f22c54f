"""
Which reports go together: all of an agency, in one transaction, in an order of the files alone.

Years of an agency are judged beside each other. So whatever is killed and run again, and however
many processes share the work, the same rows come out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from service.administration.importing.sources import Place, Source

CHUNK: Final = 100  # reports of a transaction, unless one agency has more
LEAST: Final = 20  # towards the end
PARTS: Final = 2  # a process, of what is left; a chunk is one of them


class Entry(NamedTuple):
    """A report: the number of its source, and its place there."""

    source: int
    place: Place


Chunk = list[Entry]


def by_agency(sources: Sequence[Source]) -> dict[str, Chunk]:
    """Return all that the sources hold, by agency; it takes some 200 bytes of memory a report."""
    found: dict[str, Chunk] = defaultdict(list)
    for number, source in enumerate(sources):
        for listed in source.listed():
            found[listed.agency_id].append(Entry(number, listed.place))
    return found


def chunks(found: Mapping[str, Chunk], processes: int) -> Iterator[Chunk]:
    """
    Yield the reports of whole agencies, in the order of their ids, about CHUNK at a time.

    The last ones become smaller and smaller, so that all processes are done at about the same time.
    """
    left = sum(map(len, found.values()))
    chunk: Chunk = []
    for agency_id in sorted(found):
        size = max(LEAST, min(CHUNK, left // (PARTS * processes)))
        if chunk and len(chunk) + len(found[agency_id]) > size:
            yield chunk
            left -= len(chunk)
            chunk = []
        chunk += found[agency_id]
    if chunk:
        yield chunk
