"""Cases of family S."""

from dataclasses import replace

from service.model.finding import Severity
from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.rules.structure.contents import (
    aspects_of_section_one,
    fee_stated,
    problems_and_improvements,
    sections_say_something,
)
from service.rules.structure.order import announced_parts_present, sections_in_order
from service.rules.structure.organs import assessment_stated, regulations_by_entitled
from service.rules.structure.sections import (
    report_has_text,
    sections_present,
    title_is_complete,
)
from service.rules.structure.tables import (
    cells_filled,
    format_is_of_the_year,
    rows_present,
    tables_present,
)
from service.standard.format_2021 import FORMAT_2021
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases

TITLE = "河东市水务局2024年政府信息公开工作年度报告"


def only_title(title: str | None = "") -> Report:
    return build_report(
        title=title,
        introduction="附件下载",
        period=None,
        signed_on=None,
        sections=dict.fromkeys(range(1, 7)),
    )


def unplaced(pointer: str | None, span: Span | None = None) -> list[Problem]:
    return [Problem(ProblemKind.COLUMN_UNKNOWN, "not placed", pointer, "3", span)]


def section(number: int, text: str, **other: object) -> Report:
    return build_report(sections={number: text}, **other)  # type: ignore[arg-type]


def government(text: str) -> Report:
    return section(1, text, agency_name="河东市人民政府")


def numbered(numbers: dict[int, tuple[int, int | None]], **other: object) -> Report:
    """Return a report of which some sections have another number, and print another."""
    report = build_report(**other)  # type: ignore[arg-type]
    sections = []
    for each in report.sections:
        number, printed = numbers.get(each.number, (each.number, each.printed_number))
        sections.append(replace(each, number=number, printed_number=printed))
    return replace(report, sections=tuple(sections))


BLANK_REVIEW = {row: [None] * 5 for row in FORMAT_2021.review.row_codes()}

CASES = (
    Cases(
        report_has_text,
        holds=[build_report(), build_report(sections={2: None, 3: None, 5: None, 6: None})],
        breaks=[Break(only_title(), TITLE), Break(only_title(None), None)],
    ),
    Cases(
        title_is_complete,
        holds=[build_report()],
        breaks=[
            Break(build_report(title=None), None, severity=Severity.INFO),
            Break(
                build_report(year=None, title="河东市水务局政府信息公开工作年度报告"),
                "河东市水务局政府信息公开工作年度报告",
                severity=Severity.WARNING,
            ),
            Break(
                build_report(title="河东市水务局2024年政府信息公开情况"),
                "河东市水务局2024年政府信息公开情况",
                severity=Severity.INFO,
            ),
        ],
        not_applicable=[only_title()],
    ),
    Cases(
        sections_present,
        holds=[build_report(), build_report(headings={4: "因政府信息公开被申请行政复议的情况"})],
        breaks=[
            Break(
                build_report(sections={6: None}),
                "五、存在的主要问题及改进情况",
                "六、其他需要报告的事项",
                Severity.ERROR,
            ),
            Break(build_report(sections={1: None}), TITLE, "一、总体情况", Severity.ERROR),
            # Sections missing one behind the other are one finding.
            Break(
                build_report(sections={5: None, 6: None}),
                "四、政府信息公开行政复议、行政诉讼情况",
                "五、存在的主要问题及改进情况、六、其他需要报告的事项",
                Severity.ERROR,
            ),
            Break(
                build_report(
                    sections={1: None}, introduction="概述（一）主动公开情况。全年发布信息。"
                ),
                TITLE,
                "一、总体情况",
                Severity.INFO,
            ),
            Break(
                build_report(sections={5: None, 4: "（一）存在的主要问题：解读不够。"}),
                "四、政府信息公开行政复议、行政诉讼情况",
                severity=Severity.INFO,
            ),
        ],
        not_applicable=[only_title(), build_report(year=2015, form="pre2019")],
    ),
    Cases(
        tables_present,
        holds=[build_report(), build_report(sections={3: None})],
        breaks=[
            Break(build_report(applications=None), "三、收到和处理政府信息公开申请情况"),
            Break(build_report(disclosure=None), "二、主动公开政府信息情况"),
            Break(
                build_report(review=None, sections={4: "本年度无行政复议、行政诉讼案件。"}),
                "四、政府信息公开行政复议、行政诉讼情况",
                severity=Severity.WARNING,
            ),
        ],
        not_applicable=[
            only_title(),
            build_report(year=2015, form="pre2019"),
            build_report(sections={2: None, 3: None, 4: None}),
        ],
    ),
    Cases(
        format_is_of_the_year,
        holds=[
            build_report(),
            build_report(year=2020, form="2019"),
            build_report(year=2019, form="2019"),
        ],
        breaks=[
            Break(
                build_report(year=2022, form="2019", applications=None),
                "本年新制作数量\t本年新公开数量\t对外公开总数量\t上一年项目数量\t本年增/减\t处理",
                "2021",
            ),
            Break(
                build_report(year=2020, disclosure=None),
                "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t",
                "2019",
            ),
        ],
        not_applicable=[
            build_report(year=None),
            build_report(disclosure=None, applications=None),
            build_report(year=2015, form="pre2019"),
        ],
    ),
    Cases(
        rows_present,
        holds=[
            build_report(),
            build_report(year=2020, form="2019"),
        ],
        breaks=[
            Break(
                build_report(review={"litigation_after_reconsideration": None}),
                "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t",
                "litigation_after_reconsideration",
                Severity.ERROR,
            ),
            Break(
                build_report(applications={"other.fee_overdue": None}),
                "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t",
                "other.fee_overdue",
            ),
            Break(
                build_report(year=2020, form="2019", applications={"other": None}),
                "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t",
                "other",
            ),
            Break(
                build_report(
                    review={"litigation_direct": None}, problems=unplaced("/review/reconsideration")
                ),
                "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t",
                severity=Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(year=2015, form="pre2019"),
            build_report(disclosure=None, applications=None, review=None),
        ],
    ),
    Cases(
        cells_filled,
        holds=[
            build_report(),
            build_report(
                review={"reconsideration": [None, 0, 0, 0, 0]},
                problems=unplaced("/review/reconsideration"),
            ),
            # What is printed and no number is T903's affair.
            build_report(review={"reconsideration": ["若干", 0, 0, 0, 0]}),
        ],
        breaks=[
            Break(
                build_report(applications={"received": [None, None, "/", 0, 0, 0, 0]}),
                "一、本年新收政府信息公开申请数量",
                severity=Severity.INFO,
            ),
            Break(
                build_report(applications={"received": ["\\", "空", "＼", 0, 0, 0, 0]}),
                "\\",
                severity=Severity.INFO,
            ),
            Break(
                build_report(review={"reconsideration": [0, 0, "无", 0, 0]}),
                "无",
                severity=Severity.INFO,
            ),
            Break(build_report(review=BLANK_REVIEW), "行政复议", severity=Severity.WARNING),
        ],
        not_applicable=[build_report(disclosure=None, applications=None, review=None)],
    ),
    Cases(
        aspects_of_section_one,
        holds=[
            build_report(),
            section(
                1, "(一)主动公开。(二)依申请公开。(三)信息管理。(四)平台载体建设。(五)监督保障。"
            ),
            section(
                1,
                "（一）聚焦重点，深化主动公开。（二）规范流程，做好依申请公开。（三）健全机制，强化信息"
                "管理。（四）优化功能，夯实公开平台。（五）压实责任，加强监督保障。",
            ),
        ],
        breaks=[
            Break(
                section(1, "（一）主动公开。（二）依申请公开。（三）解读回应。（四）平台建设。"),
                "一、总体情况",
                "政府信息管理、监督保障",
            )
        ],
        not_applicable=[
            section(1, "全年工作有序开展。"),
            build_report(sections={1: None}),
            build_report(year=2020, form="2019", sections={1: "（一）队伍。（二）公开。"}),
        ],
    ),
    Cases(
        problems_and_improvements,
        holds=[
            build_report(),
            section(5, "仍有两块短板：公开内容还需进一步规范，人员偏少。"),
            section(5, "一是需进一步提高公开的质量；二是需进一步加强队伍建设。"),
            section(5, "主要不足：信息更新慢，时效性差。努力方向：更新及时。"),
            section(5, "一是公开内容需拓展；二是解读形式单一。今后将加强工作，丰富形式。"),
            section(5, "与公众的期盼还有距离，公开栏目偏少。今后会更加努力，把工作做实做细。"),
            section(5, "（一）主要不足：公开内容时效性不强。（二）2025年计划：严格督促检查。"),
        ],
        breaks=[
            Break(
                section(5, "下一步我局将完善机制，加强培训，推进各项工作再上新台阶。"),
                "五、存在的主要问题及改进情况",
                "存在的主要问题",
            ),
            Break(
                section(5, "一是公开不及时的问题，二是解读形式单一的问题，三是人员不足。"),
                "五、存在的主要问题及改进情况",
                "改进情况",
            ),
        ],
        not_applicable=[section(5, "无。"), build_report(sections={5: None})],
    ),
    Cases(
        fee_stated,
        holds=[
            build_report(),
            section(6, "本年度没有收取信息公开处\n理费。"),
            section(6, "无收费情况。"),
        ],
        breaks=[
            Break(
                section(6, "无其他需要报告的事项。"),
                "六、其他需要报告的事项",
                severity=Severity.WARNING,
            ),
            Break(
                build_report(sections={3: "未收取信息处理费。", 6: "无。"}),
                "六、其他需要报告的事项",
                severity=Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(year=2020, form="2019", sections={6: "无"}),
            build_report(sections={6: None}),
        ],
    ),
    Cases(
        sections_in_order,
        holds=[
            build_report(),
            build_report(sections={3: None, 4: None, 5: None, 6: None}),
            # Without section four the author may count on.
            numbered({5: (5, 4), 6: (6, 5)}, sections={4: None}),
            numbered({2: (2, None)}),
        ],
        breaks=[
            Break(
                numbered({4: (5, 5), 5: (4, 4)}),
                "五、存在的主要问题及改进情况",
                "4",
                Severity.WARNING,
            ),
            Break(
                numbered({3: (3, 4)}),
                "三、收到和处理政府信息公开申请情况",
                "三",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            only_title(),
            build_report(sections=dict.fromkeys(range(2, 7))),
            build_report(year=2015, form="pre2019"),
        ],
    ),
    Cases(
        assessment_stated,
        holds=[government("开展工作考核和社会评议，未发生责任追究情形。")],
        breaks=[
            Break(government("按时发布。"), "一、总体情况", "工作考核、社会评议、责任追究"),
            Break(government("开展考核，未发生问责情形。"), "一、总体情况", "社会评议"),
        ],
        not_applicable=[
            build_report(),
            build_report(agency_name=None),
            build_report(agency_name="河东市人民政府办公室"),
            only_title(),
            build_report(year=2015, form="pre2019", agency_name="河东市人民政府"),
        ],
    ),
    Cases(
        sections_say_something,
        holds=[build_report(), section(6, "无。"), section(5, "本年度没有突出的问题。")],
        breaks=[
            Break(section(5, "无。"), "五、存在的主要问题及改进情况", severity=Severity.WARNING),
            Break(section(1, ""), "一、总体情况"),
            Break(
                replace(
                    section(6, ""),
                    sections=tuple(
                        replace(each, body=Span(each.body.start, each.body.end + 22))
                        if each.number == 6
                        else each
                        for each in section(6, "").sections
                    ),
                ),
                "六、其他需要报告的事项",
            ),
        ],
        not_applicable=[only_title(), build_report(sections={1: None, 5: None, 6: None})],
    ),
    Cases(
        regulations_by_entitled,
        holds=[
            build_report(agency_name="河东县水务局"),
            build_report(agency_name="柳湾镇人民政府"),
        ],
        breaks=[
            Break(
                build_report(agency_name="河东县水务局", disclosure={"regulations": [2, 0, 5]}),
                "2",
                "0",
                Severity.WARNING,
            ),
            Break(
                build_report(
                    agency_name="河东市柳湾街道办事处", disclosure={"regulations": [0, 0, 5]}
                ),
                "5",
            ),
        ],
        not_applicable=[
            build_report(agency_name="河东县水务局", disclosure=None),
            build_report(
                agency_name="河东县水务局", disclosure={"regulations": [None, None, None]}
            ),
            build_report(agency_name=None),
            # These may be entitled, or the department of one that is.
            build_report(agency_name="广西壮族自治区水利厅", disclosure={"regulations": [2, 0, 5]}),
            build_report(agency_name="新乡市人民政府", disclosure={"regulations": [2, 0, 5]}),
        ],
    ),
    Cases(
        announced_parts_present,
        holds=[
            build_report(introduction="本报告由总体情况、其他需要报告的事项等六个部分组成。"),
            build_report(introduction="全文共6部分。"),
            # Which of the six is left out is not said.
            build_report(introduction="全文共五个部分。", sections={6: None}),
        ],
        breaks=[
            Break(build_report(introduction="全文共分五个部分。"), "五", "5", Severity.INFO),
            Break(
                build_report(
                    introduction="本报告由总体情况、其他需要报告的事项等五部分组成。",
                    sections={6: None},
                ),
                "五",
            ),
        ],
        not_applicable=[
            build_report(),
            build_report(introduction="第一部分为总体情况。"),
            build_report(introduction="共六部分", sections=dict.fromkeys(range(1, 7))),
            build_report(
                year=2015,
                form="pre2019",
                introduction="本报告由概述、收费情况等七个部分组成。",
            ),
        ],
    ),
)
