"""docs/exports.md and the contract name what can be exported."""

import re
from pathlib import Path
from typing import Any

from service.storage.exports import EXPORTS, HEAD

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")


def rows(table: str) -> list[list[str]]:
    """Return the cells of a table's rows, by what stands in the first cell of its head."""
    lines = PAGE[PAGE.index(f"| {table} |") :].split("\n\n")[0].splitlines()[2:]
    return [line.strip("| ").split(" | ") for line in lines]


def test_every_column_is_on_the_page() -> None:
    assert [cells[0] for cells in rows("column")] == [f"`{column.name}`" for column in HEAD]
    documented = {cells[0].strip("`"): re.findall(r"`(\w+)`", cells[2]) for cells in rows("export")}
    assert documented == {
        name: [column.name for column in export.columns] for name, export in EXPORTS.items()
    }


def test_the_contract_names_every_export(contract: dict[str, Any]) -> None:
    assert contract["components"]["parameters"]["export"]["schema"]["enum"] == list(EXPORTS)
