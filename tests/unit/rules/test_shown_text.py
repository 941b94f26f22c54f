"""What the rules see of a page: what its reader sees, neither scripts nor comments."""

import pytest

from service.parsing.assemble import parse
from service.rules.catalogue import check

LINES = (
    "河东市水务局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "2023年，本局主动公开政府信息47条。{}",
    "六、其他需要报告的事项",
    "未收取信息处理费。",
    "河东市水务局",
    "2024年1月18日",
)


def rules_broken(extra: str, *, behind: str = "") -> set[str]:
    """Return what `extra` in a page's prose, or `behind` at its end, adds to the findings."""
    found = []
    for text, end in (("", ""), (extra, behind)):
        page = "".join(f"<p>{line}</p>\n" for line in LINES).format(text) + end
        found.append({finding.rule for finding in check(parse(page.encode())).findings})
    return found[1] - found[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("这是2023年2月30日的事。", "D405"),
        ("内容待补充。", "W705"),
        ("使用browser浏览本页。", "W702"),
        ("联系人张某，13812345678。", "R802"),
        ("身份证号11010119900307002X。", "R801"),
    ],
)
def test_rules_see_what_is_shown_only(text: str, code: str) -> None:
    assert code in rules_broken(text)
    for hidden in (
        f"<script>var note = '{text}';</script>",
        f"<style>/* {text} */</style>",
        f"<!-- {text} <p>{text}</p> -->",
        f'<span style="display:none">{text}</span>',
        f'<a title="{text}">。</a>',
    ):
        assert rules_broken(hidden) == set()


def test_entities_are_read_as_the_characters_that_they_show() -> None:
    assert "W705" in rules_broken("内容待&#34917;充。")


def test_furniture_behind_the_signature_is_not_judged() -> None:
    footer = "<p>网站browser支持：13812345678</p><p>2024年2月30日 内容待补充</p>"
    assert rules_broken("", behind=footer) == set()
