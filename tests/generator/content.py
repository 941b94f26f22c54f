"""The known content of a generated report, decided by a seed alone."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.law import format_document
from service.standard.sections import SECTIONS
from service.standard.template import FormatTemplate
from tests.generator import prose as say
from tests.generator.facts import Content, Key, Printed, Section
from tests.generator.names import agency_name
from tests.generator.numbers import scale
from tests.generator.printing import cells

# Some organs still print the one row 其他处理 of the older format.
_SINGLE_OTHER_ROW = replace(FORMAT_2021, applications=FORMAT_2019.applications)


def content(rng: Random) -> Content:
    """Return a report's content; the same state of `rng` gives the same content."""
    year = rng.randint(2019, 2025)
    form = format_of(rng, year)
    agency = agency_name(rng)
    printed = cells(rng, form, scale(rng))
    return told(say.Prose(rng, year, printed), agency, form, printed)


def told(
    prose: say.Prose, agency: str, form: FormatTemplate, printed: dict[Key, Printed]
) -> Content:
    """Return the content of a report of `agency` with these tables, in the words of `prose`."""
    rng, year = prose.rng, prose.year
    sections = tuple(_sections(rng, prose))
    return Content(
        agency=agency,
        year=year,
        format=form,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        signed_on=date(year + 1, 1, 4) + timedelta(days=rng.randint(0, 26)),
        introduction=_introduction(rng, year),
        sections=sections,
        cells=printed,
        figures=tuple(prose.figures),
    )


def format_of(rng: Random, year: int) -> FormatTemplate:
    """Choose the year's format; old tables stay in use for years."""
    if year < 2021 or rng.random() < 0.06:
        return FORMAT_2019
    return _SINGLE_OTHER_ROW if rng.random() < 0.06 else FORMAT_2021


def _introduction(rng: Random, year: int) -> str:
    document = format_document(year)
    number = document.number if document is not None else ""
    until = rng.choice((f"{year}年12月31日", "12月31日"))
    return (
        f"根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{number}的要求，"
        f"编制本报告。本报告所列数据的统计期限为{year}年1月1日至{until}。"
    )


def _sections(rng: Random, prose: say.Prose) -> list[Section]:
    bodies = (
        _overview(rng, prose),
        _before_table(rng),
        _before_table(rng),
        say.disputes(prose),
        say.problems(prose),
        say.other_matters(prose),
    )
    return [
        Section(
            standard.number, rng.choice((standard.title, standard.title, *standard.also_seen)), body
        )
        for standard, body in zip(SECTIONS, bodies, strict=True)
    ]


def _overview(rng: Random, prose: say.Prose) -> tuple[str, ...]:
    aspects = (
        ("主动公开", say.publicity(prose)),
        ("依申请公开", say.on_application(prose)),
        ("政府信息管理", say.documents(prose)),
        ("平台建设", say.platforms(prose)),
        ("监督保障", prose.filler()),
    )
    ending = rng.choice(("。", "情况。", "方面。"))
    lead = f"{prose.year}年，我单位{prose.filler()}"
    numerals = "一二三四五"
    return (
        lead,
        *(
            f"（{number}）{title}{ending}{text}"
            for number, (title, text) in zip(numerals, aspects, strict=True)
        ),
    )


def _before_table(rng: Random) -> tuple[str, ...]:
    return ("该部分以表格形式报告。",) if rng.random() < 0.12 else ()
