"""Joined prose is free of the layout's gaps and knows where its characters stood."""

from service.model.place import Span
from service.rules.joined import JoinedText, join, prose, section_prose
from tests.builders import build_report


def _joined(content: str) -> JoinedText:
    return join(content, [Span(0, len(content))])


def test_words_broken_over_lines_are_joined() -> None:
    assert _joined("国\n\n务院令第 711 号").content == "国务院令第711号\n"


def test_latin_words_and_numbers_stay_apart() -> None:
    assert _joined("in 2024\n0 0").content == "in 2024 0 0\n"


def test_spans_point_into_the_original() -> None:
    content = "  第 7\n11 号"
    joined = _joined(content)
    assert joined.content == "第7 11号\n"
    span = joined.span(1, 5)
    assert content[span.start : span.end] == "7\n11"


def test_mark_up_is_a_gap_and_chinese_titles_in_brackets_are_not() -> None:
    content = "<p>印发<中华人民共和国>的</p>\n<p class='a'>通&nbsp;知</p>"
    joined = _joined(content)
    assert joined.content == "印发<中华人民共和国>的通知\n"
    start = joined.content.index("通知")
    span = joined.span(start, start + 2)
    assert content[span.start : span.end] == "通&nbsp;知"


def test_prose_leaves_out_tables_and_headings() -> None:
    report = build_report(sections={2: "表前文字。"})
    content = prose(report).content
    assert "表前文字。" in content
    assert "本年制发件数" not in content
    assert "总体情况" not in content


def test_every_character_of_prose_is_found_where_it_stood() -> None:
    report = build_report(sections={1: "全年 共收到\n申请 12 件。"})
    joined = prose(report)
    for offset, character in enumerate(joined.content.rstrip()):
        if character not in "\n ":
            assert report.text.quote(joined.span(offset, offset + 1)) == character


def test_the_prose_of_a_section_is_its_own() -> None:
    report = build_report()
    section = report.section(6)
    assert section is not None
    assert section_prose(report, section).content.startswith("本机关2024年度未收取")


def test_the_place_in_a_section_is_that_in_the_report() -> None:
    report = build_report(sections={5: "存在 问题。", 6: "未收\n取费用。"})
    section = report.section(6)
    assert section is not None
    joined = section_prose(report, section)
    assert joined.content == "未收取费用。\n"
    assert report.text.quote(joined.span(1, 3)) == "收\n取"
