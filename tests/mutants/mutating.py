"""Turning round one comparison of a module that is loaded already."""

import ast
import gc
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
RULES = ROOT / "service" / "rules"
_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class Mutant(NamedTuple):
    """A module of the rules with the `number`-th of its comparisons turned round."""

    path: Path
    number: int
    line: int
    before: str
    after: str

    @property
    def change(self) -> str:
        """The module and the change, which an edit elsewhere in it does not alter."""
        return f"{self.path.relative_to(RULES)}: {self.before} -> {self.after}"

    def __str__(self) -> str:
        """The line as well."""
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.before} -> {self.after}"


class _Comparisons(ast.NodeVisitor):
    """Lists each operator of each comparison, a chained one several times."""

    def __init__(self) -> None:
        self.found: list[tuple[ast.Compare, int]] = []

    def visit_Compare(self, node: ast.Compare) -> None:
        """Keep its operators, and look inside."""
        self.found += [(node, place) for place in range(len(node.ops))]
        self.generic_visit(node)


def _comparisons(tree: ast.Module) -> list[tuple[ast.Compare, int]]:
    visitor = _Comparisons()
    visitor.visit(tree)
    return visitor.found


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield the mutants of a module."""
    source = path.read_text(encoding="utf-8")
    for number in range(len(_comparisons(ast.parse(source)))):
        tree = ast.parse(source)
        node, place = _comparisons(tree)[number]
        before = ast.unparse(node)
        node.ops[place] = _OPPOSITE[type(node.ops[place])]()
        yield Mutant(path, number, node.lineno, before, ast.unparse(node))


def turn_round(mutant: Mutant) -> None:
    """Give the living functions of the module the code of the mutant, wherever they are held."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    node, place = _comparisons(tree)[mutant.number]
    node.ops[place] = _OPPOSITE[type(node.ops[place])]()
    changed = dict(_codes(compile(tree, str(mutant.path), "exec")))
    for function in gc.get_objects():
        if isinstance(function, FunctionType):
            code = function.__code__
            if code.co_filename == str(mutant.path):
                function.__code__ = changed[code.co_qualname, code.co_firstlineno]


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """Yield every piece of code in `code` by its name and first line."""
    yield (code.co_qualname, code.co_firstlineno), code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
