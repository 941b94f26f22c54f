"""What a number of the prose counts: the first of all readings that fits its surroundings."""

from collections.abc import Callable

from service.parsing.prose.readings import Index, Reading
from service.parsing.prose.readings_of_applications import READINGS as OF_APPLICATIONS
from service.parsing.prose.readings_of_publicity import READINGS as OF_PUBLICITY
from service.parsing.prose.topics import SEEN

READINGS = (*OF_APPLICATIONS, *OF_PUBLICITY)
_INDEX = Index(READINGS, SEEN)


def find_reading(
    unit: str | None, topic: str | None, before: str, behind: str, said: Callable[[], str]
) -> Reading | None:
    """
    Return the first reading of a number with `unit` between `before` and `behind`, or None.

    `said` gives what its sentence says before it; few readings ask.
    """
    return _INDEX.find(unit, topic, before, behind, said)
