"""Every layout in which a report may arrive, by name."""

from random import Random

from tests.generator import knowing
from tests.generator.facts import Certainty, Content, Key
from tests.generator.layouts import flat, frames, html, lines, pdf, pipes, tabs
from tests.generator.layouts.layout import Borders, Layout
from tests.generator.sheets import Block, Sheet
from tests.generator.writing import Line, Rendered, write

_KEPT, _SPACES, _NONE, _LOST = Borders.KEPT, Borders.SPACES, Borders.NONE, Borders.LOST
_bordered, _tokens = knowing.bordered, knowing.tokens

LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("html-spans", _KEPT, html.with_spans, _bordered, html.paragraph, html.document),
        Layout("html-flat", _KEPT, html.without_spans, _bordered, html.paragraph, html.document),
        Layout(
            "html-dropped-spans",
            _KEPT,
            html.dropped_spans,
            _bordered,
            html.paragraph,
            html.document,
        ),
        Layout("html-page", _KEPT, html.with_spans, _bordered, html.paragraph, html.saved_page),
        Layout(
            "html-nested", _KEPT, html.with_spans, _bordered, html.paragraph, html.nested_tables
        ),
        Layout("markdown", _KEPT, pipes.markdown, _bordered, lines.paragraph),
        Layout("markdown-split", _KEPT, pipes.markdown_split, _bordered, lines.paragraph),
        Layout("pipes-trailing", _KEPT, pipes.trailing, _bordered),
        Layout("pipes-span-pads", _KEPT, pipes.span_pads, _bordered),
        Layout("pipes-ragged", _KEPT, pipes.ragged, _tokens, lines.paragraph),
        Layout("pipes-cell-lines", _KEPT, pipes.cell_lines, _tokens),
        Layout("pipes-framed-lines", _KEPT, pipes.framed_lines, _tokens),
        Layout("pipes-lone-bars", _KEPT, pipes.lone_bars, _bordered),
        Layout("tabs", _KEPT, tabs.rows, _bordered, lines.paragraph),
        Layout("tabs-shifted", _KEPT, tabs.shifted, _tokens, lines.paragraph),
        Layout("tabs-cell-lines", _KEPT, tabs.cell_lines, _bordered, lines.paragraph),
        Layout("lines-blank", _KEPT, lines.spaced_out, _tokens, lines.paragraph),
        Layout("lines-wrapped", _SPACES, lines.wrapped, _tokens, pdf.paragraph),
        Layout("lines-exact", _KEPT, lines.exact, _bordered),
        Layout("pdf-rows", _SPACES, pdf.rows, _tokens, pdf.paragraph, frames.paged),
        Layout(
            "pdf-double-spaced", _SPACES, pdf.rows, _tokens, pdf.paragraph, frames.paged, "\n\n"
        ),
        Layout("pdf-below", _SPACES, pdf.below, _tokens, pdf.paragraph, frames.paged),
        Layout("pdf-above", _SPACES, pdf.above, _tokens, pdf.paragraph, frames.paged),
        Layout("pdf-interleaved", _SPACES, pdf.interleaved, _tokens, pdf.paragraph, frames.paged),
        Layout("pdf-aligned", _SPACES, pdf.aligned, _tokens, pdf.paragraph, frames.paged),
        Layout("pdf-contents", _SPACES, pdf.rows, _tokens, pdf.paragraph, frames.with_contents),
        Layout("one-line", _SPACES, flat.spaced, _tokens, flat.spaced_paragraph, newline=""),
        Layout(
            "one-line-crawled",
            _SPACES,
            flat.spaced,
            _tokens,
            flat.spaced_paragraph,
            frames.crawled,
            "",
        ),
        Layout("glued", _NONE, flat.glued, knowing.glued, flat.glued_paragraph, newline=""),
        Layout(
            "glued-crawled",
            _NONE,
            flat.glued,
            knowing.glued,
            flat.glued_paragraph,
            frames.crawled,
            "",
        ),
        Layout("mixed", _KEPT, pipes.trailing, _bordered, lines.paragraph),
        Layout("repeats-removed", _LOST, lines.once_each, _tokens),
        Layout("prose-only", _LOST, lines.nothing, _tokens, lines.paragraph),
    )
}

_MIXABLE = ("markdown", "pipes-trailing", "pipes-span-pads", "tabs", "lines-wrapped", "pdf-rows")


def render(
    blocks: list[Block],
    content: Content,
    frame: Layout,
    rng: Random,
    *,
    carriage_returns: bool = False,
) -> Rendered:
    """Write a report in one layout, with what is certain of each of its cells."""
    text: list[Line] = []
    certainty: dict[Key, Certainty] = {}
    for block in blocks:
        if not isinstance(block, Sheet):
            text += frame.paragraph(block, rng)
            continue
        layout = LAYOUTS[rng.choice(_MIXABLE)] if frame.name == "mixed" else frame
        text += layout.sheet(block, rng)
        for row in block.rows:
            certainty |= layout.knowing(block, row, content.cells)
    newline = frame.newline.replace("\n", "\r\n") if carriage_returns else frame.newline
    rendered = write(frame.frame(text, content, rng), newline)
    rendered.certainty = _settled(certainty, rendered, frame.borders, content)
    return rendered


def _settled(
    certainty: dict[Key, Certainty], rendered: Rendered, borders: Borders, content: Content
) -> dict[Key, Certainty]:
    """Turn what should be known into what is: nothing is known of a cell that was not written."""
    written = {piece.key for piece in rendered.pieces}
    settled = {}
    for key, printed in content.cells.items():
        known = certainty.get(key, Certainty.ABSENT)
        if printed.text and key not in written:
            known = Certainty.ABSENT
        elif borders is Borders.LOST and known is Certainty.CERTAIN:
            known = Certainty.DOUBTFUL
        settled[key] = known
    return settled
