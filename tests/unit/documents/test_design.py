"""docs/design.md lists the layers as the import contracts have them."""

import re
import tomllib

from tests.documents.pages import ROOT


def test_the_layers_are_those_of_the_import_contracts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [layers] = [
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    page = (ROOT / "docs" / "design.md").read_text("utf-8")
    listed = re.findall(r"^\d+\. (`\w+`(?: [|:] `\w+`)*): ", page, re.MULTILINE)
    assert [line.replace("`", "") for line in listed] == layers
