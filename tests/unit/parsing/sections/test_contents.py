import pytest

from tests.unit.parsing.writing import TITLE, read, row

TITLES = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
REPORT = (
    f"{TITLES[0]}\n2023年，本局主动公开政府信息47条。\n{TITLES[1]}\n"
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 1 | 0 | 7\n"
    f"{TITLES[2]}\n本年新收政府信息公开申请数量 | 8 | 0 | 0 | 0 | 0 | 0 | 8\n"
    f"{TITLES[3]}\n本年度没有。\n{TITLES[4]}\n问题是时效不够；改进措施是加强培训。\n"
    f"{TITLES[5]}\n未收取信息处理费。\n河东市水务局\n2024年1月18日\n"
)
LISTS = {
    "plain": "\n".join(TITLES),
    "page numbers": "\n".join(f"{title}\t{page}" for page, title in enumerate(TITLES, 1)),
    "pages": "\n".join(f"{title} （{page}）" for page, title in enumerate(TITLES, 1)),
    "ranges": "\n".join(f"{title}……P{page}-{page + 1}" for page, title in enumerate(TITLES, 1)),
    "rows": "\n".join(f"| {title} | {page} |" for page, title in enumerate(TITLES, 1)),
    "a sentence": f"全文包括{'，'.join(TITLES)}。",
    "one line": " ".join(TITLES),
    "links of Markdown": "\n".join(f"- [{title}](#{n})" for n, title in enumerate(TITLES)),
    "links elsewhere": "\n".join(f"[{title}](https://x.cn/a.html#s)" for title in TITLES),
    "parts of sections": "\n".join(
        (TITLES[0], "（一）主动公开情况", "（二）监督保障", *TITLES[1:])
    ),
    "no numbers": "\n".join(title[2:] for title in TITLES),
    "other words": "\n".join(
        ("一、基本情况 1", *TITLES[1:4], "五、问题及改进措施 7", "六、其他事项 8")
    ),
    "a page": "".join(f'<li><a href="#{n}">{title}</a></li>' for n, title in enumerate(TITLES)),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "text",
    [
        "{title}目录\n{list}\n{report}",
        "{list}\n{title}{report}",
        "目录\n{list}\n目录\n{list}\n{title}{report}",
        "{title}{report}{list}\n",
    ],
)
def test_a_list_of_headings_is_no_report_wherever_it_stands(name: str, text: str) -> None:
    whole = text.format(title=TITLE, list=LISTS[name], report=REPORT)
    page = "<div>" + whole.replace("\n", "<br>\n") + "</div>"
    report = read(page if "<li>" in whole else whole)
    assert report.title is not None
    assert (report.agency_name, report.year) == ("河东市水务局", 2023)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert "47条" in report.text.quote(report.sections[0].body)
    assert row(report, "disclosure", "regulations") == [1, 0, 7]
    assert row(report, "applications", "received") == [8, 0, 0, 0, 0, 0, 8]
    assert [problem.kind.value for problem in report.problems] == []


def test_headings_alone_are_kept_where_nothing_else_is_there() -> None:
    report = read(TITLE + "\n".join(TITLES))
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def test_of_two_lists_and_nothing_else_the_last_is_kept() -> None:
    report = read("\n".join(TITLES) + "\n" + TITLE + "\n".join(TITLES))
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.title is not None
    assert report.sections[0].heading.start > report.title.span.end


def test_headings_whose_tables_are_pictures_are_no_table_of_contents() -> None:
    report = read(
        f"{TITLE}{TITLES[0]}\n本局工作平稳。\n"
        + "\n".join(TITLES[1:4])
        + f"\n{TITLES[4]}\n问题是时效不够。\n{TITLES[5]}\n无其他事项。\n"
    )
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
