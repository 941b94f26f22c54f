"""Correct reports: everything in them is true of everything else, in the words of many authors."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.law import ISSUING_OFFICE, format_document
from service.standard.sections import SECTIONS
from service.standard.template import FormatTemplate, Quantity, TableTemplate
from tests.generator import prose as say
from tests.generator.facts import Key, Printed
from tests.generator.names import agency_name
from tests.generator.numbers import Rows, applications, review, scale
from tests.planting import phrases
from tests.planting.draft import BARE_LAYOUTS, Draft

LAYOUTS = (*BARE_LAYOUTS, "html-page")
_INTRODUCTIONS = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{issuer}《{title}》（{number}）的要求，编制本报告。",
    "按照《中华人民共和国政府信息公开条例》第五十条规定和{number}要求，现将{agency}{year}年政府信息公开工作年度报告公布如下。",
    "本报告依据《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条、第五十条和{issuer}有关要求编制。",
    "现将{year}年度政府信息公开工作情况报告如下。",
)
_PARTS = (
    "",
    "",
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、其他需要报告的事项等六个部分组成。",
    "全文共六部分。",
)
_PERIOD = "本报告所列数据的统计期限为{year}年1月1日至{again}12月31日。"
_ASSESSED = (
    "将政务公开纳入年度工作考核，开展社会评议，未发生责任追究情形。",
    "对下级机关政务公开工作进行考核；邀请群众评议，满意度较高；全年无责任追究情况。",
)


def correct(rng: Random, form: FormatTemplate | None = None, agency: str | None = None) -> Draft:
    """Return a correct report, for the format and the organ where they are given."""
    year = rng.randint(2019, 2020) if form is FORMAT_2019 else rng.randint(2021, 2025)
    if form is None and rng.random() < 0.25:
        year = rng.randint(2019, 2020)
    form = FORMAT_2019 if year < 2021 else FORMAT_2021
    agency = agency or agency_name(rng)
    size = scale(rng)
    cells = _printed("applications", applications(rng, form, size))
    cells |= _printed("review", review(rng, form, size))
    cells |= _disclosure(rng, form.disclosure, may_make_regulations=agency.endswith("市人民政府"))
    prose = say.Prose(rng, year, cells)
    draft = Draft(
        agency=agency,
        year=year,
        format=form,
        layout=rng.choice(LAYOUTS),
        title=f"{year}年政府信息公开工作年度报告",
        introduction=_introduction(rng, year, agency),
        period=_PERIOD.format(year=year, again=rng.choice((f"{year}年", ""))),
        titles={
            section.number: rng.choice((section.title, section.title, *section.also_seen))
            for section in SECTIONS
        },
        said={},
        bodies={1: [f"{year}年，我单位{prose.filler()}"], 6: list(say.other_matters(prose))},
        cells=cells,
        signed_on=date(year + 1, 1, 4) + timedelta(days=rng.randint(0, 26)),
    )
    draft.bodies[5] = list(say.problems(prose))
    if rng.random() < 0.2:
        draft.bodies[2] = ["该部分以表格形式报告。"]
    _say(draft, rng, prose)
    return draft


def _introduction(rng: Random, year: int, agency: str) -> list[str]:
    document = format_document(year)
    assert document is not None
    words = rng.choice(_INTRODUCTIONS).format(
        issuer=ISSUING_OFFICE,
        title=document.title,
        number=document.number,
        agency=agency,
        year=year,
    )
    return [words, rng.choice(_PARTS)]


def _printed(table: str, rows: Rows) -> dict[Key, Printed]:
    return {
        Key(table, row, column): Printed(value, str(value))
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def _disclosure(
    rng: Random, table: TableTemplate, *, may_make_regulations: bool
) -> dict[Key, Printed]:
    printed = {}
    for row in table.rows:
        for column in row.columns:
            printed[Key(table.code, row.code, column.code)] = _value(rng, column.quantity)
        limits = {column.code for column in row.columns}
        for smaller, larger in (("issued", "in_force"), ("newly_disclosed", "total_disclosed")):
            if smaller in limits:
                low, high = Key(table.code, row.code, smaller), Key(table.code, row.code, larger)
                pair = sorted((printed[low], printed[high]), key=lambda each: each.value or 0)
                printed[low], printed[high] = pair
        if row.code == "regulations" and not may_make_regulations:
            keys = [Key(table.code, row.code, column.code) for column in row.columns]
            printed |= dict.fromkeys(keys, Printed(0, "0"))
    return printed


def _value(rng: Random, quantity: Quantity) -> Printed:
    number = rng.choice((0, rng.randint(1, 9), rng.randint(1, 99), rng.randint(1, 4000)))
    if quantity is Quantity.CHANGE:
        return Printed(number, rng.choice((f"+{number}", f"增{number}", str(number))))
    if quantity is Quantity.AMOUNT:
        return Printed(Decimal(number), f"{number}万元")
    return Printed(number, str(number))


def _say(draft: Draft, rng: Random, prose: say.Prose) -> None:
    draft.said["主动公开"] = [_listing(rng), *rng.sample(phrases.TRAPS, rng.randint(0, 4))]
    draft.said["依申请公开"] = _on_application(draft, rng)
    draft.said["政府信息管理"] = [*_on_documents(draft, rng), prose.filler()]
    draft.said["平台建设"] = [_rate(rng), _some(rng, phrases.REPEATED, rng.randint(3, 90000))]
    draft.said["监督保障"] = [prose.filler(), _pair(rng), _growth(rng)]
    if draft.agency.endswith("人民政府"):
        draft.said["监督保障"].append(rng.choice(_ASSESSED))
    draft.bodies[4] = _on_review(draft, rng)


def _some(rng: Random, ways: tuple[str, ...], number: int) -> str:
    return rng.choice(ways).format(n=number)


def _listing(rng: Random) -> str:
    parts = [rng.randint(1, 2000) for _ in "abcd"]
    return rng.choice(phrases.LISTS).format(t=sum(parts), **dict(zip("abcd", parts, strict=True)))


def _rate(rng: Random) -> str:
    whole = rng.randint(2, 3000)
    part = rng.randint(1, whole)
    places = rng.choice(("1", "0.1", "0.01"))
    return rng.choice(phrases.RATES).format(w=whole, p=part, r=percentage(part, whole, places))


def _pair(rng: Random) -> str:
    first, second = rng.randint(1, 900), rng.randint(1, 900)
    return rng.choice(phrases.PAIRS).format(t=first + second, a=first, b=second)


def _growth(rng: Random) -> str:
    before, more = rng.randint(1, 3000), rng.randint(1, 3000)
    rate = percentage(more, before, rng.choice(("1", "0.1", "0.01")))
    return rng.choice(phrases.GROWTHS).format(b=before, n=before + more, r=rate)


def percentage(part: int, whole: int, places: str) -> Decimal:
    """Return the percentage to the places of `places`: "0.1" is one."""
    return (Decimal(100 * part) / whole).quantize(Decimal(places), rounding="ROUND_HALF_UP")


def _on_application(draft: Draft, rng: Random) -> list[str]:
    received, carried_in = draft.count("received"), draft.count("carried_in")
    if not received + carried_in:
        return [rng.choice(phrases.NO_APPLICATION)]
    total = received + carried_in if rng.random() < 0.3 else received
    said = [rng.choice(phrases.RECEIVED).format(year=draft.year, n=total)]
    people = draft.count("received", "natural_person")
    if rng.random() < 0.5:
        said.append(_some(rng, phrases.NATURAL_PERSONS, people))
        said.append(_some(rng, phrases.LEGAL_PERSONS, received - people))
    for row, ways in phrases.RESULTS.items():
        if rng.random() < 0.5:
            said.append(_some(rng, ways, result(draft, row)))
    if rng.random() < 0.5:
        said.append(_some(rng, phrases.CARRIED_IN, carried_in))
        said.append(_some(rng, phrases.CARRIED_OUT, draft.count("carried_out")))
    return said


def result(draft: Draft, row: str) -> int:
    """Return how many applications ended so, the reasons together."""
    rows = {key.row for key in draft.cells if key.table == "applications"}
    return sum(draft.count(each) for each in rows if each == row or each.startswith(f"{row}."))


def _on_documents(draft: Draft, rng: Random) -> list[str]:
    row, said = "normative_documents", []
    for ways, columns in (
        (phrases.ISSUED, ("issued", "newly_made")),
        (phrases.IN_FORCE, ("in_force", "total_disclosed")),
        (phrases.REPEALED, ("repealed",)),
    ):
        column = next((each for each in columns if Key("disclosure", row, each) in draft.cells), "")
        if column and rng.random() < 0.5:
            said.append(_some(rng, ways, int(draft.number("disclosure", row, column))))
    return said


def _on_review(draft: Draft, rng: Random) -> list[str]:
    cases = int(draft.number("review", "reconsideration"))
    litigation = sum(int(draft.number("review", f"litigation_{how}")) for how in _HOW)
    if not cases + litigation:
        return [rng.choice(phrases.NO_REVIEW)]
    if rng.random() < 0.4:
        return []
    return [_some(rng, phrases.RECONSIDERATION, cases) + _some(rng, phrases.LITIGATION, litigation)]


_HOW = ("direct", "after_reconsideration")
