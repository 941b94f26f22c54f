import pytest

from service.model.report import Section
from tests.unit.parsing.writing import TITLE, read

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
BODY = "\n这里写这一部分的内容。\n"


def sections(*headings: str) -> tuple[Section, ...]:
    return read(TITLE + "".join(heading + BODY for heading in headings)).sections


@pytest.mark.parametrize("mark", ["、", ".", ",", "，", "． "])
def test_six_numbered_headings_are_six_sections(mark: str) -> None:
    found = sections(
        *(f"{n}{mark}{title}" for n, title in zip("一二三四五六", TITLES, strict=True))
    )
    assert [(s.number, s.printed_number, s.title) for s in found] == [
        (n, n, title) for n, title in enumerate(TITLES, 1)
    ]


def test_headings_without_numbers_count_where_they_stand_alone() -> None:
    found = sections(*TITLES)
    assert [(s.number, s.printed_number) for s in found] == [(n, None) for n in range(1, 7)]


@pytest.mark.parametrize("numbering", ["（一）", "1、", "1.", "第一部分 "])
def test_another_numbering_is_no_part_of_the_title(numbering: str) -> None:
    assert [(s.number, s.title) for s in sections(numbering + TITLES[0])] == [(1, TITLES[0])]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("一、概述", 1),
        ("二、行政机关主动公开政府信息的情况", 2),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼的情况", 4),
        ("五、政府信息公开工作存在的主要问题及改进情况", 5),
        ("六、其他需报告的事项", 6),
        ("五、存在的主要问题及改进情況", 5),
        ("三、收到和处理政府信息公开申请 情\n况", 3),
    ],
)
def test_other_wordings_and_slips_are_recognised(heading: str, number: int) -> None:
    assert [section.number for section in sections(heading)] == [number]


def test_a_wrong_number_is_kept_beside_the_right_section() -> None:
    found = sections("一、总体情况", "三、主动公开政府信息情况")
    assert [(s.number, s.printed_number) for s in found] == [(1, 1), (2, 3)]


def test_a_table_of_contents_is_no_section() -> None:
    contents = "".join(
        f"{n}、{title}......{3}\n" for n, title in zip("一二三四五六", TITLES, strict=True)
    )
    body = "".join(f"{n}、{title}{BODY}" for n, title in zip("一二三四五六", TITLES, strict=True))
    report = read(TITLE + "目录\n" + contents + body)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert "内容" in report.text.quote(report.sections[0].body)


def test_the_name_of_a_section_inside_a_sentence_is_no_heading() -> None:
    assert sections("本报告说明总体情况、主动公开政府信息情况和其他需要报告的事项。") == ()


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("一、基本情况", 1),
        ("一、政府信息公开工作总体情况", 1),
        ("二、政府信息主动公开情况", 2),
        ("三、依申请公开政府信息情况", 3),
        ("三、政府信息公开申请情况", 3),
        ("三 收到和处理政府信息公开申请情况", 3),
        ("三\\、收到和处理政府信息公开申请情况", 3),
        ("四、复议诉讼情况", 4),
        ("五、存在的不足及改进措施", 5),
        ("五、主要问题和下一步打算", 5),
        ("六、其他事项", 6),
        ("六、其他", 6),
        ("第六部分 其他事项", 6),
    ],
)
def test_a_number_and_its_key_words_are_a_heading(heading: str, number: int) -> None:
    assert [section.number for section in sections(heading)] == [number]


@pytest.mark.parametrize(
    "line",
    [
        "（二）主动公开情况",
        "（三）依申请公开情况",
        "（六）其他处理",
        "3.其他",
        "一、本年新收政府信息公开申请数量",
        "三、收到申请的，已在法定期限内答复",
        "五、改进工作措施3项",
        "二、依申请公开情况",
        "五、问题导向抓整改，推动公开提质增效",
    ],
)
def test_parts_rows_and_sentences_are_no_headings(line: str) -> None:
    assert [section.number for section in sections("一、总体情况", line)] == [1]


@pytest.mark.parametrize("numbering", ["（{}）", "{}. "])
def test_key_words_with_the_numbers_of_parts_need_a_series(numbering: str) -> None:
    others = ("基本情况", "主动公开情况", "申请情况", "行政复议情况", "问题及改进", "其他事项")
    numbers = "一二三四五六" if "（" in numbering else "123456"
    lines = [
        numbering.format(number) + title for number, title in zip(numbers, others, strict=True)
    ]
    assert [section.number for section in sections(*lines)] == [1, 2, 3, 4, 5, 6]
    assert sections(lines[2]) == ()


def test_sections_in_digits_before_another_report_in_chinese_numerals_are_not_lost() -> None:
    titles = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")
    titles += ("政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况")

    def numbered(numerals: str) -> str:
        return "".join(
            f"{numeral}、{title}\n本年无，详见附表。\n"
            for numeral, title in zip(numerals, titles, strict=True)
        )

    report = read(
        TITLE + numbered("12345") + TITLE.replace("水务", "财政") + numbered("一二三四五")
    )
    assert report.agency_name == "河东市水务局"
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5]
    assert [problem.kind.value for problem in report.problems] == ["second-report"]


@pytest.mark.parametrize("leader", [" .. ", "……", " ", "\t"])
@pytest.mark.parametrize("parts", ["", "（一）主动公开情况 1\n（二）依申请公开情况 2\n"])
def test_a_table_of_contents_is_no_report_of_its_own(leader: str, parts: str) -> None:
    titles = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")
    titles += ("政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况")
    numbered = [f"{numeral}、{title}" for numeral, title in zip("一二三四五", titles, strict=True)]
    contents = parts.join(f"{heading}{leader}{page}\n" for page, heading in enumerate(numbered))
    bodies = "".join(f"{heading}\n本年没有，详见附表。\n" for heading in numbered)
    report = read(f"{TITLE}目  录\n{contents}— 1 —\n{bodies}")
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5]
    assert report.problems == ()


@pytest.mark.parametrize("heading", ["一、总体清况", "1.总休情况", "一、 总 体 清 况"])
def test_the_first_heading_is_known_with_one_character_misread(heading: str) -> None:
    text = f"{TITLE}前言。\n{heading}\n工作平稳有序。\n二、主动公开政府信息情况\n无。\n"
    assert [section.number for section in read(text).sections] == [1, 2]


@pytest.mark.parametrize("heading", ["二、具体情况", "一、具体措施", "三、总体要求"])
def test_other_short_lines_are_no_first_heading(heading: str) -> None:
    text = f"{TITLE}前言。\n{heading}\n工作平稳有序。\n二、主动公开政府信息情况\n无。\n"
    assert [section.number for section in read(text).sections] == [2]
