"""A percentage of the prose with the numbers it is made of."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

# 80%以上 is none to be worked out.
PERCENT = r"[%％](?!以[上下内]|左右|上下|多|余)"


class Share(NamedTuple):
    """A percentage of the prose with the two numbers it is made of."""

    printed: str
    part: int
    whole: int
    start: int
    end: int

    def rounded(self, rounding: str) -> Decimal:
        """Return the percentage to as many places as are printed."""
        places = len(self.printed.partition(".")[2])
        share = Decimal(self.part * 100) / self.whole
        return share.quantize(Decimal(1).scaleb(-places), rounding=rounding)

    def holds(self) -> bool:
        """Tell whether what is printed is the percentage, rounded half up or half to even."""
        printed = Decimal(self.printed)
        return printed in (self.rounded(ROUND_HALF_UP), self.rounded(ROUND_HALF_EVEN))
