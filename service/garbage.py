"""How often a process that reads many reports looks for objects that hold each other."""

import gc
from typing import Final

CONTAINERS: Final = 1_000  # of a report in hand; a hundred have 73,000


def collect_rarely(reports: int) -> None:
    """
    Leave what is loaded out of every look from now on, and look less often.

    A report is let go once it is stored, and nothing of it holds itself: all that a look would
    find are those in hand, so none is taken before more is there than `reports` of them have.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(reports * CONTAINERS)
