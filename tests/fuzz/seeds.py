"""The texts that damage starts from: real reports, our own, and generated ones."""

import os
from pathlib import Path
from random import Random

from tests.generator.case import case
from tests.generator.layouts import LAYOUTS

_ROOT = Path(__file__).parent.parent.parent
_OWN = _ROOT / "tests" / "data"
_REAL = Path(os.environ.get("REPORTS_DIR") or _ROOT.parent / "shared" / "reports")


def seeds(rng: Random, generated: int) -> list[bytes]:
    """Return all reports that are at hand and `generated` ones for each layout."""
    files = [path for folder in (_OWN, _REAL) for path in sorted(folder.rglob("*.*"))]
    found = [path.read_bytes() for path in files if path.suffix in (".txt", ".html")]
    return found + [
        case(rng.randrange(10**6), layout).data for layout in LAYOUTS for _ in range(generated)
    ]
