"""How often a process that reads many reports looks for objects that hold each other."""

import gc
from typing import Final

CONTAINERS: Final = 50_000  # made before the next look; a report in hand has some 600


def collect_rarely() -> None:
    """
    Leave what is loaded out of every look from now on, and look less often.

    A report is let go once it is stored, and hardly anything of it holds itself: what is looked
    through meanwhile are the reports in hand, time and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(CONTAINERS)
