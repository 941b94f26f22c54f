import pytest

from service.parsing.tables.shortened import spans_before
from tests.unit.parsing.writing import (
    BEHIND,
    THREE,
    Layout,
    kinds,
    lines,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

LABELS = (
    ("received", "一、本年新收政府信息公开申请数量"),
    ("granted", "（一）予以公开"),
    ("refused.state_secret", "1.属于国家秘密"),
    ("refused.administrative_query", "8.属于行政查询事项"),
    ("unable.not_held", "1.本机关不掌握相关政府信息"),
    ("unable.requires_creation", "2.没有现成信息需要另行制作"),
    ("unable.unclear_after_correction", "3.补正后申请内容仍不明确"),
    ("not_processed.petition_or_complaint", "1.信访举报投诉类申请"),
    ("not_processed.duplicate", "2.重复申请"),
    (
        "other.correction_overdue",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    (
        "other.fee_overdue",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    ("other.other", "3.其他"),
    ("concluded", "（七）总计"),
    ("carried_out", "四、结转下年度继续办理"),
)
VALUES = {code: [at, 0, 0, 0, 0, at, 2 * at] for at, (code, _) in enumerate(LABELS, 3)}
LAYOUTS = (pipes, tabs, spaces, lines)


def table(layout: Layout, **printed: str) -> str:
    """Return a table three with the labels of `printed`, by the last part of their codes."""
    rows = []
    for code, label in LABELS:
        group = ["（六）其他处理"] if code == "other.correction_overdue" else []
        words = printed.get(code.rpartition(".")[2], label)
        rows.append(layout([*group, words, *VALUES[code]]))
    return THREE + "".join(rows) + BEHIND


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("refused.administrative_query", "8.行政查询"),
        ("unable.not_held", "1.不掌握"),
        ("unable.requires_creation", "2.需另行制作"),
        ("unable.unclear_after_correction", "内容不明确"),
        ("not_processed.petition_or_complaint", "1.信访投诉"),
        ("not_processed.duplicate", "2.重复"),
        ("other.correction_overdue", "1.逾期未补正"),
        ("other.fee_overdue", "2.申请人逾期未缴纳费用"),
        ("refused.state_secret", "1.属于国家秘曰"),
        ("unable.not_held", "1.本机关不掌握相关政府信曰"),
        ("concluded", "（七）总汁"),
        ("other.other", "3.其它"),
        ("carried_out", "四、结转下年"),
    ],
)
def test_a_label_is_told_by_some_of_its_words(layout: Layout, code: str, printed: str) -> None:
    report = read(table(layout, **{code.rpartition(".")[2]: printed}))
    assert row(report, "applications", code) == VALUES[code]
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("unable.not_held", "1.信息不存在"),
        ("unable.requires_creation", "3.需另行制作"),
        ("not_processed.duplicate", "2.另有"),
        ("not_processed.duplicate", "复申"),
    ],
)
def test_other_words_and_another_numeral_are_no_label(
    layout: Layout, code: str, printed: str
) -> None:
    report = read(table(layout, **{code.rpartition(".")[2]: printed}))
    assert report.applications is not None
    assert report.applications.value(code, "total") is None
    assert kinds(report, "/applications") == {"number-not-placed"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_parts_of_other_results_are_told_by_their_short_names(layout: Layout) -> None:
    report = read(table(layout, correction_overdue="1.逾期未补正", fee_overdue="2.逾期未缴费"))
    assert report.applications is not None
    assert "other" not in report.applications.rows
    for part in ("correction_overdue", "fee_overdue", "other"):
        assert row(report, "applications", f"other.{part}") == VALUES[f"other.{part}"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_under_a_strange_name_leaves_its_neighbour_without_values_not_of_it(
    layout: Layout,
) -> None:
    report = read(table(layout, correction_overdue="1.补正逾期", fee_overdue="2.缴费逾期"))
    assert report.applications is not None
    for part in ("correction_overdue", "fee_overdue"):
        assert report.applications.value(f"other.{part}", "total") is None
    assert kinds(report, "/applications") == {"number-not-placed"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_numeral_without_its_mark_is_no_value(layout: Layout) -> None:
    text = table(layout)
    for numeral in "1238":
        text = text.replace(f"{numeral}.", numeral)
    report = read(text)
    assert {code: row(report, "applications", code) for code, _ in LABELS} == VALUES
    assert report.problems == ()


def test_digits_run_together_behind_no_known_label_are_told() -> None:
    text = table(spaces, not_held="1.信息不存在").replace(
        "信息不存在 7 0 0 0 0 7 14", "信息不存在700007014"
    )
    report = read(text)
    assert kinds(report, "/applications/unable.not_held") == {"number-not-placed"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_digit_before_the_words_of_a_cell_is_their_numeral(layout: Layout) -> None:
    report = read(table(layout, administrative_query="8行政查询事项"))
    code = "refused.administrative_query"
    assert row(report, "applications", code) == VALUES[code]
    assert report.problems == ()


def test_only_so_many_words_before_values_are_looked_at() -> None:
    places = range(0, 40_000, 2)
    assert len(spans_before(places[1:], places, 0, 40_000)) < 10_000
