"""How often a process that reads many reports looks for objects that hold each other."""

import gc
from typing import Final

CONTAINERS: Final = 100_000  # made before the next look; a hundred reports in hand have 73,000


def collect_rarely() -> None:
    """
    Leave what is loaded out of every look from now on, and look less often.

    A report is let go once it is stored, and nothing of it holds itself: all that a look would
    find are the hundred reports in hand.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(CONTAINERS)
