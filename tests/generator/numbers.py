"""Numbers of table three, four and two that agree with each other as the standard demands."""

from random import Random

from service.standard.format_2021 import APPLICANTS, OUTCOMES
from service.standard.template import FormatTemplate

Rows = dict[str, dict[str, int]]
_BALANCE = ("received", "carried_in", "concluded", "carried_out")
# A small organ receives nothing or next to nothing; a city's report has thousands.
_SCALES = ((0, 30), (3, 30), (12, 20), (90, 12), (1500, 8))


def scale(rng: Random) -> int:
    """Return about how many applications an organ concludes in a year."""
    sizes, weights = zip(*_SCALES, strict=True)
    return int(rng.choices(sizes, weights)[0])


def applications(
    rng: Random, form: FormatTemplate, size: int, carried_in: dict[str, int] | None = None
) -> Rows:
    """Return table three: rows and columns add up, and the balance holds; `carried_in` is kept."""
    codes = [code for code in form.applications.row_codes() if code not in _BALANCE]
    people = [column.code for column in APPLICANTS if column.code != "total"]
    rows: Rows = {code: dict.fromkeys(people, 0) for code in codes}
    _spread(rng, rows, size)
    concluded = {person: sum(rows[code][person] for code in codes) for person in people}
    carried_out = {person: rng.randint(0, concluded[person] // 8 + (size > 0)) for person in people}
    if rng.random() < 0.5:
        carried_out = dict.fromkeys(people, 0)
    due = {person: concluded[person] + carried_out[person] for person in people}
    if carried_in is None:
        carried_in = {person: rng.randint(0, due[person] // 6) for person in people}
    else:
        carried_out = {p: max(carried_out[p], carried_in[p] - concluded[p]) for p in people}
        due = {person: concluded[person] + carried_out[person] for person in people}
    received = {person: due[person] - carried_in[person] for person in people}
    ends = dict(zip(_BALANCE, (received, carried_in, concluded, carried_out), strict=True))
    return {code: _with_total({**rows, **ends}[code]) for code in form.applications.row_codes()}


def _spread(rng: Random, rows: Rows, size: int) -> None:
    """Give a few rows most of the applications, natural persons most of each row."""
    for code in rng.sample(sorted(rows), min(len(rows), rng.randint(2, 6) + (size > 50) * 8)):
        rows[code]["natural_person"] = rng.randint(0, size)
        if rng.random() < 0.4:
            other = rng.choice([person for person in rows[code] if person != "natural_person"])
            rows[code][other] = rng.randint(0, size // 4 + (size > 0))


def _with_total(row: dict[str, int]) -> dict[str, int]:
    return {**row, "total": sum(row.values())}


def review(rng: Random, form: FormatTemplate, size: int) -> Rows:
    """Return table four: each group adds up to its total."""
    outcomes = [column.code for column in OUTCOMES if column.code != "total"]
    most = size // 20 + rng.randint(0, 2)
    quiet = rng.random() < 0.4
    return {
        row.code: _with_total({code: 0 if quiet else rng.randint(0, most) for code in outcomes})
        for row in form.review.rows
    }


def count(rng: Random, size: int) -> int:
    """Return a number for table two: often zero, sometimes of seven digits."""
    if rng.random() < 0.5:
        return 0
    return rng.randint(1, rng.choice((9, 99, 999, size * 50 + 9, size * 2000 + 9)))
