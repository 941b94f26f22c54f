"""
The map of the modules in docs/design.md, made of the import contracts and the modules' docstrings.

A layer is a block of lines, and stands above those that it may import.
"""

import ast
import re
import tomllib
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).parents[2]
DESIGN = ROOT / "docs" / "design.md"
BLOCK = re.compile(r"(?<=<!-- made by `make docs` -->\n\n)(?:(?: {4}.*)?\n)+")


def design() -> str:
    """Return docs/design.md with the map as it is to be."""
    page = DESIGN.read_text("utf-8")
    assert len(BLOCK.findall(page)) == 1
    return BLOCK.sub(lambda _: indent(made(), "    ") + "\n", page)


def made() -> str:
    """Return the map."""
    width = max(len(_name(module)) for layer in layers() for module in layer) + 2
    blocks = [
        "".join(f"  {_name(module):<{width}}{_sentence(module)}\n" for module in layer)
        for layer in layers()
    ]
    return "service/\n" + "\n".join(blocks)


def layers() -> list[list[str]]:
    """Return the layers of the first contract, the outermost first."""
    with (ROOT / "pyproject.toml").open("rb") as opened:
        contracts = tomllib.load(opened)["tool"]["importlinter"]["contracts"]
    return [re.findall(r"\w+", layer) for layer in contracts[0]["layers"]]


def in_folder() -> set[str]:
    """Return the modules and packages that there are."""
    return {
        path.stem
        for path in (ROOT / "service").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }


def _path(module: str) -> Path:
    folder = ROOT / "service" / module
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


def _name(module: str) -> str:
    path = _path(module)
    return f"{module}/" if path.stem == "__init__" else path.name


def _sentence(module: str) -> str:
    told = ast.get_docstring(ast.parse(_path(module).read_text("utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())
