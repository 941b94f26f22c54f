import pytest

from service.parsing.tables.ribbon import key_of
from tests.unit.parsing.writing import BEHIND, THREE, read, spaces

AROUND = [
    ["4.保护第三方合法权益", 4, 0, 0, 0, 0, 0, 4],
    ["5.属于三类内部事务信息", 5, 0, 0, 0, 0, 0, 5],
    ["6.属于四类过程性信息", 6, 0, 0, 0, 0, 0, 6],
    ["7.属于行政执法案卷", 7, 0, 0, 0, 0, 0, 7],
]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("（一）予以公开", "予以公开"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("本年增/减", "本年增减"),
        ("", ""),
    ],
)
def test_the_key_of_a_label_is_its_characters_without_its_number(label: str, key: str) -> None:
    assert key_of(label) == key


@pytest.mark.parametrize(
    "printed",
    [
        "5.属于三类内部事物信息",
        "5、属于三类内部事务信息",
        "（5）属于三类内部事务信息",
        "属于三类内部事务信息",
        "5.属于三类内部事務信息",
        "5.属于三类内\n部事务信息",
        "5.属于三类内部事务信总",
    ],
)
def test_a_label_with_a_slip_is_recognised_and_kept_as_printed(printed: str) -> None:
    rows = [list(map(str, cells)) for cells in AROUND]
    rows[1][0] = printed
    report = read(THREE + "".join(map(spaces, rows)) + BEHIND)
    assert report.applications is not None
    found = report.applications.rows["refused.internal_affairs"]
    assert found.value("total") == 5
    assert found.label is not None
    assert found.label.standard == "5.属于三类内部事务信息"
    assert "".join(found.label.printed.split()) in "".join(printed.split())


def test_words_that_are_no_label_of_the_table_take_no_row() -> None:
    rows = [list(map(str, cells)) for cells in AROUND]
    rows[1][0] = "另有工作人员培训人次"
    report = read(THREE + "".join(map(spaces, rows)) + BEHIND)
    assert report.applications is not None
    assert report.applications.value("refused.internal_affairs", "total") is None
    for code, total in (("third_party_rights", 4), ("deliberative_process", 6)):
        assert report.applications.value(f"refused.{code}", "total") == total
