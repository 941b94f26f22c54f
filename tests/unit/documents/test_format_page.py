"""docs/how-to/format.md names every module that has to be looked at for a new format."""

import re

from tests.documents.pages import ROOT

_NAMES_A_FORMAT = re.compile(r"FORMAT_20\d\d|pre2019|\"20(?:19|21)\"")


def test_every_module_that_names_a_format_is_listed() -> None:
    page = (ROOT / "docs" / "how-to" / "format.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(service/[\w/]+\.py)` \|", page, re.MULTILINE))
    assert listed == {
        str(module.relative_to(ROOT))
        for module in (ROOT / "service").rglob("*.py")
        if _NAMES_A_FORMAT.search(module.read_text("utf-8"))
    }
