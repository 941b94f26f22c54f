"""The pages of docs/reference name every setting and command that there is, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from service.__main__ import main
from service.config import Settings
from tests.documents.pages import ROOT

REFERENCE = ROOT / "docs" / "reference"


def _rows(page: Path) -> dict[str, str]:
    """Return the last cell of each row that begins with a code."""
    rows = re.findall(r"^\| `(\w+)` \| .*\| (.+?) \|$", page.read_text("utf-8"), re.MULTILINE)
    return dict(rows)


def test_every_setting_is_there_with_its_default() -> None:
    defaults = Settings()
    expected = {
        each.name.upper(): str(getattr(defaults, each.name) or "none")
        for each in fields(Settings)
        if each.name != "limits"
    }
    rows = _rows(REFERENCE / "settings.md")
    assert {name: default.strip("`") for name, default in rows.items()} == expected


def test_every_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    [commands] = re.findall(r"^  \{([\w,]+)\}", capsys.readouterr().out, re.MULTILINE)
    page = (REFERENCE / "commands.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == commands.split(",")
