"""The page of commands names every one that there is, and no other."""

import re

import pytest

from service.__main__ import main
from tests.documents.pages import ROOT

REFERENCE = ROOT / "docs" / "reference"


def test_every_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    [commands] = re.findall(r"^  \{([\w,]+)\}", capsys.readouterr().out, re.MULTILINE)
    page = (REFERENCE / "commands.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == commands.split(",")
