"""Texts of which a part is missing, with what is still certain of the rest."""

from random import Random

from tests.generator.facts import Certainty
from tests.generator.layouts.layout import Borders, Layout
from tests.generator.writing import Piece, Rendered

_SHARE = 3


def tear(rendered: Rendered, layout: Layout, rng: Random) -> Rendered:
    """Return the text without a third of it: its end, its beginning or a run of its middle."""
    length = len(rendered.text)
    third = length // _SHARE
    where = rng.choice(("end", "beginning", "middle"))
    start = {"end": length - third, "beginning": 0, "middle": rng.randint(third // 2, third)}[where]
    end = length if where == "end" else _next(_whole(rendered), start + third, length)
    if where == "middle" or layout.borders is Borders.NONE or layout.name.startswith("html"):
        start = max([at for at in _whole(rendered) if at <= start], default=0)
    for piece in rendered.pieces:
        if piece.key is not None and piece.start < start < piece.end:
            start = piece.start
    return _without(rendered, start, end)


def _extents(pieces: list[Piece]) -> dict[str | None, tuple[int, int]]:
    extents: dict[str | None, tuple[int, int]] = {}
    for piece in pieces:
        low, high = extents.get(piece.unit, (piece.start, piece.end))
        extents[piece.unit] = min(low, piece.start), max(high, piece.end)
    return extents


def _whole(rendered: Rendered) -> list[int]:
    """Return the offsets where a line or row begins and no row is cut."""
    extents = list(_extents(rendered.pieces).values())
    starts = {low for low, _ in extents} | set(rendered.seams)
    return sorted(at for at in starts if not any(low < at < high for low, high in extents))


def _next(offsets: list[int], wanted: int, length: int) -> int:
    return next((at for at in offsets if at >= wanted), length)


def _without(rendered: Rendered, start: int, end: int) -> Rendered:
    """Remove a run of characters; a row that lost a part of itself is doubtful."""
    gone = {piece.unit for piece in rendered.pieces if piece.start < end and piece.end > start}
    size = end - start
    kept = [
        piece
        if piece.end <= start
        else piece._replace(start=piece.start - size, end=piece.end - size)
        for piece in rendered.pieces
        if piece.end <= start or piece.start >= end
    ]
    units = {piece.key: piece.unit for piece in rendered.pieces if piece.key is not None}
    here = {piece.key for piece in kept}
    certainty = dict(rendered.certainty)
    for key, unit in units.items():
        if key not in here:
            certainty[key] = Certainty.ABSENT
        elif unit in gone and certainty[key] is Certainty.CERTAIN:
            certainty[key] = Certainty.DOUBTFUL
    return Rendered(rendered.text[:start] + rendered.text[end:], kept, [], certainty)
