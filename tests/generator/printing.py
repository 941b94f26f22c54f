"""How those who fill in a report print the numbers of its tables."""

from decimal import Decimal
from random import Random

from service.standard.template import ColumnTemplate, FormatTemplate, Quantity, TableTemplate
from tests.generator.facts import Key, Printed
from tests.generator.numbers import Rows, applications, count, review

_MARKS = ("", "/", "-", "—", "无")
# How a table's zeros are printed, with weights: nearly always as digits.
_HABITS = (
    ("digits", 78), ("blank zeros", 7), ("marked zeros", 4), ("only totals", 4),
    ("total left blank", 3), ("nothing", 2), ("some blank", 2),
)  # fmt: skip
_TEN_THOUSAND = 10_000
_HUNDRED_MILLION = 100_000_000


def cells(
    rng: Random, form: FormatTemplate, size: int, carried_in: dict[str, int] | None = None
) -> dict[Key, Printed]:
    """Return all cells of the three tables with what is printed in each."""
    printed = _disclosure(rng, form.disclosure, size)
    printed |= _by_habit(rng, "applications", applications(rng, form, size, carried_in))
    printed |= _by_habit(rng, "review", review(rng, form, size))
    return printed


def _by_habit(rng: Random, table: str, rows: Rows) -> dict[Key, Printed]:
    names, weights = zip(*_HABITS, strict=True)
    habit = rng.choices(names, weights)[0]
    mark = rng.choice(_MARKS[1:]) if habit == "marked zeros" else ""
    printed = {}
    for code, row in rows.items():
        for column, value in row.items():
            left_out = _left_out(rng, habit, column, value)
            printed[Key(table, code, column)] = (
                Printed(None, mark) if left_out else Printed(value, str(value))
            )
    return printed


def _left_out(rng: Random, habit: str, column: str, value: int) -> bool:
    return {
        "digits": False,
        "blank zeros": value == 0,
        "marked zeros": value == 0,
        "only totals": column != "total",
        "total left blank": column == "total",
        "nothing": True,
        "some blank": value == 0 and rng.random() < 0.3,
    }[habit]


def _disclosure(rng: Random, table: TableTemplate, size: int) -> dict[Key, Printed]:
    printed = {}
    blank = rng.random() < 0.04
    mark = rng.choice(_MARKS)
    for row in table.rows:
        for column in row.columns:
            key = Key(table.code, row.code, column.code)
            left_out = blank or rng.random() < 0.015
            printed[key] = Printed(None, mark) if left_out else _value(rng, column, size)
    return printed


def _value(rng: Random, column: ColumnTemplate, size: int) -> Printed:
    number = count(rng, size)
    if column.quantity is Quantity.CHANGE:
        return _change(rng, number)
    if column.quantity is Quantity.AMOUNT:
        return _amount(rng, number, column.unit)
    return Printed(number, str(number))


def _change(rng: Random, number: int) -> Printed:
    if number == 0:
        return Printed(0, "0")
    if rng.random() < 0.03:
        return Printed(None, f"+{number + 1}/-1", readable=False)
    more = (f"+{number}", f"增{number}", f"增加{number}", f"{number}", f"↑{number}")
    less = (f"-{number}", f"减{number}", f"减少{number}", f"－{number}", f"↓{number}")
    if rng.random() < 0.6:
        return Printed(number, rng.choice(more))
    return Printed(-number, rng.choice(less))


def _amount(rng: Random, number: int, unit: str | None) -> Printed:
    """Print an amount with its unit; a bare one is known only where the head says 万元."""
    if number == 0:
        return Printed(Decimal(0), "0")
    decimals = Decimal(number) / rng.choice((1, 10, 100, 1000))
    styles = ["万元", "万", "元", "亿元", "bare"] if unit is None else ["bare"] * 5 + ["万元", "元"]
    style = rng.choice(styles)
    if style == "bare":
        return Printed(decimals if unit else None, f"{decimals:f}", readable=unit is not None)
    if style == "元":
        return Printed(decimals.normalize() / _TEN_THOUSAND, f"{decimals:f}元")
    if style == "亿元":
        return Printed(decimals * _HUNDRED_MILLION / _TEN_THOUSAND, f"{decimals:f}亿元")
    return Printed(decimals, f"{decimals:f}{style}")
