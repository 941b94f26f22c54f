"""Days as they are printed: 2024年1月20日, 二〇二四年一月二十日, 2024-01-20."""

from datetime import date

from service.parsing.numerals import arabic

_FIRST_MONTH = "元"


def day(year: str | None, month: str, day_of_month: str) -> date | None:
    """Return the date of printed numerals, None where it does not exist or names no year."""
    if year is None:
        return None
    month = "1" if month == _FIRST_MONTH else month
    try:
        return date(*(int(arabic(part)) for part in (year, month, day_of_month)))
    except ValueError:
        return None
