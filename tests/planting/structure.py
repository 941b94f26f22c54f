"""Faults in what a report is made of: title, sections and what they must speak of."""

import re
from random import Random

from service.standard.format_2021 import FORMAT_2021
from tests.generator.sheets import Block, Paragraph, Sheet
from tests.planting.draft import BARE_LAYOUTS, Draft
from tests.planting.planting import plants

_GONE = "P301 P302 P303 P304 P305 P306 P307 S614 S604 S606 S607 S608 S609 S610 S611 S612 T901"


@plants("S600", entails="S601 D402 D403 D404")
def a_title_and_an_attachment(draft: Draft, rng: Random) -> str:
    return _only(draft, ["附件下载"])


@plants("S600", entails="S601 D402 D403 D404")
def a_title_and_a_picture(draft: Draft, rng: Random) -> str:
    return _only(draft, ["（图片）", "打印本页 关闭窗口"])


def _only(draft: Draft, lines: list[str]) -> str:
    def change(parts: list[Block]) -> None:
        parts[:] = [*parts[:2], *(Paragraph(line) for line in lines)]

    draft.changes.append(change)
    return "/sections"


@plants("S601", entails="D402 D404 D406 S605")
def a_title_without_a_year(draft: Draft, rng: Random) -> str:
    draft.layout = rng.choice(BARE_LAYOUTS)
    draft.title = "政府信息公开工作年度报告"
    return "/title"


_TITLE_OF_PAGE = re.compile("<title>[^<]*</title>")


@plants("S601")
def no_title(draft: Draft, rng: Random) -> str:
    draft.layout = rng.choice(BARE_LAYOUTS)

    def change(parts: list[Block]) -> None:
        parts[:2] = []

    draft.changes.append(change)
    draft.text_changes.append(lambda text: _TITLE_OF_PAGE.sub("", text))
    draft.introduction = ["根据《中华人民共和国政府信息公开条例》编制。"]
    return "/title"


@plants("S602", entails=_GONE)
def a_section_left_out(draft: Draft, rng: Random) -> str:
    del draft.titles[rng.choice((2, 3, 4, 6))]
    draft.changes.append(lambda parts: _without_tables(parts, draft))
    return "/sections"


@plants("S602", entails=_GONE)
def two_sections_left_out(draft: Draft, rng: Random) -> str:
    first = rng.choice((2, 3))
    del draft.titles[first], draft.titles[first + 1]
    draft.changes.append(lambda parts: _without_tables(parts, draft))
    return "/sections"


def _without_tables(parts: list[Block], draft: Draft) -> None:
    parts[:] = [
        part for part in parts if not isinstance(part, Sheet) or part.table.section in draft.titles
    ]


@plants("S603")
def two_sections_in_each_others_place(draft: Draft, rng: Random) -> str:
    draft.titles = {number: draft.titles[number] for number in (1, 2, 3, 4, 6, 5)}
    return draft.titles[5]


@plants("S603")
def section_one_behind_section_two(draft: Draft, rng: Random) -> str:
    draft.titles = {number: draft.titles[number] for number in (2, 1, 3, 4, 5, 6)}
    return draft.titles[1]


@plants("S603")
def a_number_used_twice(draft: Draft, rng: Random) -> str:
    number = rng.choice((3, 4, 5, 6))
    numerals = "一二三四五六"

    def change(parts: list[Block]) -> None:
        for part in parts:
            if isinstance(part, Paragraph) and part.text.startswith(f"{numerals[number - 1]}、"):
                part.text = numerals[number - 2] + part.text[1:]

    draft.changes.append(change)
    return draft.titles[number]


def _about(draft: Draft, aspect: str) -> str:
    del draft.said[aspect]
    return draft.titles[1]


@plants("S608", form=FORMAT_2021)
def nothing_on_management(draft: Draft, rng: Random) -> str:
    return _about(draft, "政府信息管理")


@plants("S608", form=FORMAT_2021, entails="S611")
def nothing_on_supervision(draft: Draft, rng: Random) -> str:
    return _about(draft, "监督保障")


@plants("S608", form=FORMAT_2021)
def nothing_on_platforms(draft: Draft, rng: Random) -> str:
    return _about(draft, "平台建设")


@plants("S609")
def no_problem_named(draft: Draft, rng: Random) -> str:
    draft.bodies[5] = [
        rng.choice(
            (
                "下一步将继续加强学习培训，完善公开机制，推进各项工作再上新台阶。",
                "今后，我们将进一步优化栏目设置，提升服务水平，强化督促指导。",
            )
        )
    ]
    return draft.titles[5]


@plants("S609")
def no_improvement_named(draft: Draft, rng: Random) -> str:
    draft.bodies[5] = [
        rng.choice(
            (
                "主要问题：一是公开内容的深度不足；二是解读形式单一；三是人员业务水平不高。",
                "工作中还存在个别栏目更新不及时、答复不规范等问题，群众对此有意见。",
            )
        )
    ]
    return draft.titles[5]


@plants("S610", form=FORMAT_2021)
def nothing_else_to_report(draft: Draft, rng: Random) -> str:
    draft.bodies[6] = [rng.choice(("无其他需要报告的事项。", "无。", "没有其他需要报告的事项。"))]
    return draft.titles[6]


@plants("S610", form=FORMAT_2021)
def other_matters_without_the_fee(draft: Draft, rng: Random) -> str:
    draft.bodies[6] = ["本年度按要求完成了政务公开要点落实工作。本报告电子版可在门户网站查阅。"]
    return draft.titles[6]


@plants("S611", agency="市人民政府")
def a_city_that_was_never_assessed(draft: Draft, rng: Random) -> str:
    draft.said["监督保障"] = ["加强业务培训。"]
    return draft.titles[1]


@plants("S611", agency="县人民政府")
def a_county_without_accountability(draft: Draft, rng: Random) -> str:
    draft.said["监督保障"] = ["开展工作考核和社会评议。"]
    return draft.titles[1]


@plants("S612", entails="S609")
def nothing_on_problems(draft: Draft, rng: Random) -> str:
    draft.bodies[5] = [rng.choice(("无。", "略。", "暂无。"))]
    return draft.titles[5]


@plants("S612", entails="S608 S611 P301 P307")
def nothing_in_section_one(draft: Draft, rng: Random) -> str:
    draft.bodies[1] = [rng.choice(("略。", "无。"))]
    draft.said.clear()
    return draft.titles[1]


@plants("S612", entails="S610")
def nothing_below_the_last_heading(draft: Draft, rng: Random) -> str:
    draft.bodies[6] = []
    return draft.titles[6]


@plants("S614")
def another_number_of_parts(draft: Draft, rng: Random) -> str:
    count = rng.choice("四五七八")
    draft.introduction.append(
        rng.choice((f"本报告共{count}个部分。", f"全文由总体情况等{count}部分组成。"))
    )
    draft.introduction[1] = ""
    return count


@plants("S614", entails="S602")
def a_part_that_was_lost(draft: Draft, rng: Random) -> str:
    draft.introduction = ["本报告由总体情况、存在的主要问题及改进情况等六个部分组成。"]
    del draft.titles[6]
    return "六"
