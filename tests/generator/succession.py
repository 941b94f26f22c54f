"""Successive years of one organ with known content, every year in agreement with the one before."""

from dataclasses import replace
from random import Random

from service.standard.template import FormatTemplate
from tests.generator.content import format_of, told
from tests.generator.facts import Content, Key, Printed
from tests.generator.fresh import Fresh
from tests.generator.names import agency_name
from tests.generator.numbers import count, scale
from tests.generator.printing import cells

LAST_YEAR = 2025
_DECISIONS = ("licensing", "penalties", "coercive_measures")
_DOCUMENTS = ("regulations", "normative_documents")
_UNSAID = 0.9  # of the years in which no document expires or is counted anew
_REASONS = (
    "另有{number}件{kind}因有效期届满自动失效。",
    "因统计口径调整，{kind}减少{number}件。",
    "机构改革后，{number}件{kind}随职能划转。",
)
REASONS_BEGIN = "关于文件数量，"
_KINDS = {"regulations": "规章", "normative_documents": "行政规范性文件"}
_Cells = dict[Key, Printed]


def succession(rng: Random, years: int) -> list[Content]:
    """Return the content of `years` successive reports, the earliest first."""
    agency, size = agency_name(rng), scale(rng)
    usual = {row: count(rng, size) for row in _DECISIONS}
    first = rng.randint(2019, LAST_YEAR - years + 1)
    found: list[Content] = []
    for year in range(first, first + years):
        last = found[-1].cells if found else None
        form = format_of(rng, year)
        printed = cells(rng, form, _about(rng, size), _carried_over(last))
        _decide(rng, printed, usual)
        reasons = _continue_documents(rng, printed, last, form)
        prose = Fresh(rng, year, printed)
        found.append(_with_reasons(told(prose, agency, form, printed), reasons))
    return found


def _about(rng: Random, number: int) -> int:
    return round(number * rng.uniform(0.6, 1.5))


def _carried_over(last: _Cells | None) -> dict[str, int] | None:
    """Return what last year's table three carried out, by applicant."""
    if last is None:
        return None
    row = {key.column: cell.value for key, cell in last.items() if key.row == "carried_out"}
    total = int(row.pop("total") or 0)
    people = {person: int(value or 0) for person, value in row.items()}
    # Where only totals are printed, nobody knows better.
    return people if any(people.values()) else {**people, "natural_person": total}


def _decide(rng: Random, printed: _Cells, usual: dict[str, int]) -> None:
    """Put in numbers of decisions near to the usual ones, where any are printed."""
    for row, number in usual.items():
        _print(printed, Key("disclosure", row, "decisions"), _about(rng, number))


def _print(printed: _Cells, key: Key, number: int) -> None:
    if key in printed and printed[key].value is not None:
        printed[key] = Printed(number, str(number))


def _continue_documents(
    rng: Random, printed: _Cells, last: _Cells | None, form: FormatTemplate
) -> list[str]:
    """Let the documents in force follow from last year's; return why they may not."""
    reasons = []
    for row in _DOCUMENTS:
        keys = [Key("disclosure", row, column) for column in ("issued", "repealed", "in_force")]
        past = last[keys[2]].value if last is not None and keys[2] in last else None
        if form.code == "2019" or not isinstance(past, int):
            continue
        issued = rng.randint(0, 6)
        repealed = rng.randint(0, min(past + issued, 4))
        gone = 0
        if past > 3 and rng.random() > _UNSAID:
            gone = rng.randint(1, 3)
            reasons.append(rng.choice(_REASONS).format(number=gone, kind=_KINDS[row]))
        numbers = (issued, repealed, max(0, past + issued - repealed - gone))
        # A blank would be read as zero.
        if all(printed[key].value is not None for key in keys):
            for key, number in zip(keys, numbers, strict=True):
                _print(printed, key, number)
        else:
            printed |= {key: Printed(None, "") for key in keys}
    return reasons


def _with_reasons(content: Content, reasons: list[str]) -> Content:
    """Say in section one why documents are fewer than they were."""
    if not reasons:
        return content
    first, *others = content.sections
    told_why = first._replace(paragraphs=(*first.paragraphs, REASONS_BEGIN + "".join(reasons)))
    return replace(content, sections=(told_why, *others))
