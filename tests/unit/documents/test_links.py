"""Every link of a page to another page, and to a heading of it, leads somewhere."""

import re

from tests.documents.pages import ROOT, pages

_LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_MARKS = re.compile(r"[^\w\- ]")


def _anchors(page: str) -> set[str]:
    """Return the names that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page), re.MULTILINE)
    return {_MARKS.sub("", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    astray = []
    followed = 0
    for page in pages():
        for path, anchor in _LINK.findall(_FENCED.sub("", page.read_text("utf-8"))):
            followed += 1
            aim = page.parent / path if path else page
            if not aim.exists() or (anchor and anchor not in _anchors(aim.read_text("utf-8"))):
                astray.append(f"{page.relative_to(ROOT)}: {path}#{anchor}")
    assert followed > 100
    assert astray == []
