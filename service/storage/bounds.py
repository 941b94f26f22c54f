"""The bounds of a key as a condition, for lists over all agencies."""

from typing import Any, Final

from service.model.key import Bounds

# Both columns are those of the table agencies, or one that has been joined with it.
WITHIN_BOUNDS: Final = """(
    NOT %(is_bound)s OR agency_id = ANY(%(bound_ids)s)
    OR division LIKE %(bound_division)s || '%%'
)"""


def within(bounds: Bounds) -> dict[str, Any]:
    """Return the values of WITHIN_BOUNDS; the beginning of a division is digits alone."""
    return {
        "is_bound": bounds.are_set,
        "bound_ids": list(bounds.agency_ids),
        "bound_division": bounds.division,
    }
