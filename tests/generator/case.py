"""One generated report: its bytes, and all that is known of it."""

from dataclasses import dataclass
from random import Random

from tests.generator import noise
from tests.generator.content import content
from tests.generator.facts import Content
from tests.generator.layouts import LAYOUTS, render
from tests.generator.layouts.layout import Borders
from tests.generator.loss import tear
from tests.generator.sheets import blocks
from tests.generator.writing import Rendered

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030")
_TORN = 0.06
_TWO_REPORTS = 0.04


@dataclass(frozen=True)
class Case:
    """
    A report as it arrives, and the truth about it.

    `noises` names what befell it; `torn` texts lack a third, so only what remains can be asked.
    Behind some reports another one follows in the same file, of which nothing is to be read.
    """

    seed: int
    layout: str
    noises: tuple[str, ...]
    torn: bool
    encoding: str
    content: Content
    rendered: Rendered
    data: bytes


def case(seed: int, layout_name: str) -> Case:
    """Return the report of that seed in that layout; the same arguments give the same bytes."""
    rng = Random(f"{seed} {layout_name}")
    layout = LAYOUTS[layout_name]
    facts = content(rng)
    parts = blocks(facts)
    noises = noise.choose(layout, rng)
    names = [befall.__name__ for befall in noises]
    for befall in noises:
        befall(parts, rng)
    rendered = render(parts, facts, layout, rng, carriage_returns=rng.random() < 0.1)
    torn = layout.borders is not Borders.LOST and rng.random() < _TORN
    if torn:
        rendered = tear(rendered, layout, rng)
    elif rng.random() < _TWO_REPORTS:
        other = content(rng)
        rendered.text += "\n" + render(blocks(other), other, layout, rng).text
        names.append("second_report")
    encoding = rng.choice(_ENCODINGS)
    rendered.text = _declared(rendered.text, encoding)
    return Case(
        seed=seed,
        layout=layout_name,
        noises=tuple(names),
        torn=torn,
        encoding=encoding,
        content=facts,
        rendered=rendered,
        data=rendered.text.encode(encoding),
    )


def _declared(text: str, encoding: str) -> str:
    """Let a page's meta tag say what the bytes are, in as many characters."""
    if encoding != "gb18030":
        return text
    return text.replace('<meta charset="utf-8">', '<meta charset="gbk" />')
