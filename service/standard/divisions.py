"""
Administrative divisions by their code.

Source: GB/T 2260, as python-stdnum carries it; codes that it does not know are no error, for
functional areas and newer divisions have codes that no edition lists.
"""

import re
from functools import lru_cache
from typing import Final

from stdnum import numdb

DIVISION: Final = re.compile(r"[0-9]{6}")
BEGINNING: Final = re.compile(r"[0-9]{1,6}")  # of the codes of a division and all below it
_NO_PLACES: Final = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_ASSIGNED: Final = re.compile(r"(?:\[(?P<first>\d*)-(?P<last>\d*)\])?(?P<name>[^,\[]+)")


@lru_cache(maxsize=4096)
def division_name(code: str) -> str | None:
    """Return the name from the province downwards: 140881 is 山西省运城市永济市."""
    codes = (f"{code[:2]}0000", f"{code[:4]}00", code)
    names = [_name(each) for each in dict.fromkeys(codes)]
    if names[-1] is None:
        return None
    return "".join(name for name in names if name and name not in _NO_PLACES)


def _name(code: str) -> str | None:
    """Return the last name that the code alone had."""
    found = dict(item for _, properties in _data().info(code) for item in properties.items())
    assigned = list(_ASSIGNED.finditer(found.get("county", "")))
    current = [each for each in assigned if not each["last"]] or assigned
    return current[-1]["name"].strip() if current else None


def _data() -> numdb.NumDB:
    return numdb.get("cn/loc")
