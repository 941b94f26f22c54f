"""What a scope allows, and which agencies are within the bounds of a key."""

import pytest

from service.model.key import UNBOUND, Bounds, Scope


def test_each_scope_allows_what_those_before_it_do() -> None:
    allowed = {scope: [needed for needed in Scope if scope.allows(needed)] for scope in Scope}
    assert allowed == {
        Scope.READ: [Scope.READ],
        Scope.WRITE: [Scope.READ, Scope.WRITE],
        Scope.ADMIN: [Scope.READ, Scope.WRITE, Scope.ADMIN],
    }


@pytest.mark.parametrize(
    ("bounds", "code", "within"),
    [
        (UNBOUND, None, True),
        (UNBOUND, "140802", True),
        (Bounds(division="1408"), "140802", True),
        (Bounds(division="140802"), "140802", True),
        (Bounds(division="1408"), "140902", False),
        (Bounds(division="1408"), None, False),
        (Bounds(("a",)), "140802", False),
        (Bounds(("a",)), None, False),
        (Bounds(("a",), "1408"), "140802", True),
    ],
)
def test_a_division_is_within_bounds_by_the_beginning_of_its_code(
    bounds: Bounds, code: str | None, *, within: bool
) -> None:
    assert bounds.hold_division(code) is within
