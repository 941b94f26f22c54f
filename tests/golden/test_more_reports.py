"""
The 28 further cases, whole reports and fragments, in every layout that was met so far.

What cannot be read yet is listed below with its reason, row by row: a row that is read better,
or worse, than the list says makes a test fail.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.golden.reading import (
    Golden,
    cells,
    concerns,
    expected_cells,
    golden,
    misplaced,
    values,
)

CASES = (
    "changchun-tyjr-2023",
    "city-sample-2025",
    "district-stats-2022",
    "dyx-jtj-2019",
    "gulin-czj-2021",
    "hezhen-2022",
    "huaian-2024-plumber",
    "jiaxing-scjgj-2022",
    "jurong-zjj-2022",
    "longgang-dept-2024",
    "lufeng-wjw-2025",
    "luqiao-rsj-2024",
    "nilka-town-2023",
    "owen-bureau-undated",
    "pingtan-2021",
    "pingtan-czj-2020",
    "pingtan-gaj-2020",
    "shandong-jtt-2019-toc",
    "shanghai-office-2025",
    "suqian-2023",
    "tongjiang-jtj-2020",
    "wendeng-audit-2020",
    "wuhan-jie-2020-spam",
    "xiongxian-township-2019",
    "xuwen-sfj-undated",
    "yueyang-nanhu-2019",
    "yuyang-tuofenglu-2020",
    "zhashui-fenghuang-2021",
)

_COLLAPSED = "blank cells collapsed to a run of pipes: the column of the value cannot be known"
_LABELS_LOST = "the labels of the eight reasons are lost: 56 zeros stand without a label"
_SEVERAL_SPLITS = "digits run together, and more than one split makes the row add up"
_GLUED_FIFTEEN = "more than fifteen digits run together for fifteen columns"
_TORN_OFF = "labels torn off their rows at the end of a page"
KNOWN_NULL = {
    "owen-bureau-undated": {
        f"/applications/refused.{reason}": _LABELS_LOST
        for reason in (
            "state_secret",
            "prohibited_by_law",
            "security_and_stability",
            "third_party_rights",
            "internal_affairs",
            "deliberative_process",
            "enforcement_file",
            "administrative_query",
        )
    },
    "pingtan-2021": {
        "/disclosure/normative_documents": _SEVERAL_SPLITS,
        "/applications/granted": _SEVERAL_SPLITS,
        "/applications/unable.not_held": _SEVERAL_SPLITS,
        "/review/reconsideration": _GLUED_FIFTEEN,
        "/review/litigation_direct": _GLUED_FIFTEEN,
        "/review/litigation_after_reconsideration": _GLUED_FIFTEEN,
    },
    "shanghai-office-2025": {
        "/disclosure/regulations": _TORN_OFF,
        "/disclosure/normative_documents": _TORN_OFF,
        "/applications/not_processed.confirmation_or_reissue": _TORN_OFF,
        "/applications/other.correction_overdue": _TORN_OFF,
    },
    "yueyang-nanhu-2019": {
        "/applications/received": _COLLAPSED,
        "/applications/carried_in": _COLLAPSED,
        "/applications/granted": _COLLAPSED,
    },
    "zhashui-fenghuang-2021": {
        "/applications/received": _COLLAPSED,
        "/applications/carried_in": _COLLAPSED,
        "/applications/granted": _COLLAPSED,
    },
}

# Cells that are printed, and that the expected JSON gives in other words or not at all.
ALSO_PRINTED = {
    "dyx-jtj-2019": {"/disclosure/procurement/projects": 2},
    "owen-bureau-undated": {
        "/disclosure/licensing/change": -4,
        "/disclosure/procurement/projects": 6,
    },
    "pingtan-czj-2020": {
        "/disclosure/procurement/projects": 2,
        "/disclosure/procurement/amount_10k_cny": Decimal("98.4361"),
    },
    "yueyang-nanhu-2019": {
        "/disclosure/procurement/projects": 0,
        "/disclosure/procurement/amount_10k_cny": 0,
    },
    "yuyang-tuofenglu-2020": {
        "/disclosure/procurement/projects": 0,
        "/disclosure/procurement/amount_10k_cny": 0,
    },
}
# 27270 and 52.15 stand without a unit: in yuan or in 10,000 yuan, the text does not say.
WITHOUT_UNIT = {"dyx-jtj-2019": "27270", "owen-bureau-undated": "52.15"}

# Year and format where the text itself tells them less surely than its file name, or not at all.
OTHER_HEAD = {"district-stats-2022": (2022, "2021")}
AGENCIES = {
    "shandong-jtt-2019-toc": "省交通运输厅",
    "gulin-czj-2021": "古蔺县财政局",
    "hezhen-2022": "螅镇",
    "huaian-2024-plumber": "淮安市人民政府",
    "jiaxing-scjgj-2022": "嘉兴市市场监督管理局",
    "lufeng-wjw-2025": "禄丰市卫生健康局",
    "pingtan-2021": "平潭综合实验区",
    "pingtan-czj-2020": "平潭综合实验区财政金融局",
    "pingtan-gaj-2020": "平潭综合实验区公安局",
    "shanghai-office-2025": "上海市人民政府办公厅",
    "tongjiang-jtj-2020": "通江县交通运输局",
    "yuyang-tuofenglu-2020": "驼峰路街道办事处",
}

# The figures about applications that a case's prose states; no other is to be found there.
ABOUT_APPLICATIONS = {
    "changchun-tyjr-2023": {"received": {2}},
    "district-stats-2022": {"received": {1499}, "carried_in": {30}, "concluded": {1453},
                            "granted": {966},
                            "refused": {81}, "unable": {182}, "not_processed": {61},
                            "other_results": {96}},
    "huaian-2024-plumber": {"received": {3119}, "concluded": {3050}, "carried_in": {34},
                            "carried_out": {103}, "reconsideration": {351}, "litigation": {46}},
    "jiaxing-scjgj-2022": {"received": {11}, "concluded": {8}, "carried_out": {1},
                           "reconsideration": {0}, "litigation": {0}},
    "jurong-zjj-2022": {"received": {246}, "granted": {97}},
    "luqiao-rsj-2024": {"received": {7}, "reconsideration": {1}, "litigation": {0}},
    "pingtan-2021": {"received": {70}, "concluded": {69}, "carried_out": {1}},
    "shanghai-office-2025": {"received": {1295}, "concluded": {1191}, "carried_in": {189},
                             "refused": {20}, "unable": {564}, "not_processed": {80},
                             "other_results": {319}},
    "suqian-2023": {"received_and_carried_in": {3607}, "by_natural_persons": {3493},
                    "by_legal_persons": {114}, "granted": {1191}, "partially_granted": {328},
                    "refused": {142}, "unable": {1078}, "not_processed": {406},
                    "other_results": {341}, "carried_out": {121}},
    "yueyang-nanhu-2019": {"received": {3}},
}  # fmt: skip
OTHER_FIGURES = {
    "changchun-tyjr-2023": {("letters_closed", 92)},
    "city-sample-2025": {("information_processing_fee", 400)},
    "dyx-jtj-2019": {("items_published", 600)},
    "gulin-czj-2021": {("website_items", 103)},
    "huaian-2024-plumber": {("information_processing_fee", 3940)},
    "pingtan-czj-2020": {("items_published", 148)},
    "suqian-2023": {("information_processing_fee", 2950)},
    "tongjiang-jtj-2020": {("items_published", 92)},
    "yueyang-nanhu-2019": {("items_published", 25)},
}
APPLICATION_CODES = {
    "received", "received_and_carried_in", "by_natural_persons", "by_legal_persons", "carried_in",
    "concluded", "granted", "partially_granted", "refused", "unable", "not_processed",
    "other_results", "carried_out", "reconsideration", "litigation",
}  # fmt: skip


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def case(name: str, reports_dir: Path) -> Golden:
    return golden(reports_dir / "more", name)


def test_no_cell_is_wrong_and_none_is_read_where_nothing_is_printed(
    name: str, case: Golden
) -> None:
    right = {**expected_cells(case.expected), **ALSO_PRINTED.get(name, {})}
    wrong = {
        pointer: (value, right.get(pointer))
        for pointer, value in values(case.report).items()
        if right.get(pointer) != value
    }
    assert wrong == {}


def test_just_the_rows_known_for_it_are_not_read(name: str, case: Golden) -> None:
    assert {pointer.rpartition("/")[0] for pointer in unread(name, case)} == set(
        KNOWN_NULL.get(name, ())
    )


def test_a_problem_points_at_each_cell_that_is_not_read(name: str, case: Golden) -> None:
    silent = [
        pointer
        for pointer in unread(name, case)
        if not any(concerns(problem, pointer) for problem in case.report.problems)
    ]
    assert silent == []


def unread(name: str, case: Golden) -> list[str]:
    """Return the pointers of the cells that are printed and null."""
    printed = {**expected_cells(case.expected), **ALSO_PRINTED.get(name, {})}
    read = values(case.report)
    return [
        pointer for pointer, value in printed.items() if value is not None and pointer not in read
    ]


@pytest.mark.parametrize("name", WITHOUT_UNIT)
def test_an_amount_without_a_unit_is_null_and_said_to_be_so(name: str, case: Golden) -> None:
    pointer = "/disclosure/procurement/amount_10k_cny"
    assert dict(cells(case.report))[pointer].value is None
    assert [
        (problem.kind.value, problem.printed)
        for problem in case.report.problems
        if problem.pointer == pointer
    ] == [("unit-not-printed", WITHOUT_UNIT[name])]


def test_the_text_at_the_place_of_each_number_reads_as_that_number(case: Golden) -> None:
    assert misplaced(case.report) == []


def test_a_problem_quotes_what_stands_at_its_place(case: Golden) -> None:
    for problem in case.report.problems:
        if problem.span is not None:
            assert problem.printed == case.report.text.quote(problem.span)


def test_year_and_format_are_read(name: str, case: Golden) -> None:
    expected = case.expected["report_year"], case.expected["format"]
    assert (case.report.year, case.report.format) == OTHER_HEAD.get(name, expected)


def test_the_agency_is_read_where_the_text_names_it(name: str, case: Golden) -> None:
    if name in AGENCIES:
        assert case.report.agency_name == AGENCIES[name]
    else:
        assert case.report.agency_name in {None, case.expected["agency_name"]}


def test_the_prose_figures_about_applications_are_those_and_no_other(
    name: str, case: Golden
) -> None:
    found: dict[str, set[int | Decimal]] = {}
    for figure in case.report.narrative:
        if figure.figure in APPLICATION_CODES:
            found.setdefault(figure.figure, set()).add(figure.value)
    assert found == ABOUT_APPLICATIONS.get(name, {})


def test_the_other_prose_figures_are_found(name: str, case: Golden) -> None:
    found = {(figure.figure, figure.value) for figure in case.report.narrative}
    assert OTHER_FIGURES.get(name, set()) <= found


@pytest.mark.parametrize("name", ["shandong-jtt-2019-toc", "pingtan-gaj-2020"])
def test_a_page_of_titles_has_no_sections_tables_or_figures(name: str, case: Golden) -> None:
    report = case.report
    assert report.sections == ()
    assert list(report.tables()) == []
    assert report.narrative == ()
