"""Cases of family S."""

from service.model.finding import Severity
from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.rules.structure.contents import (
    aspects_of_section_one,
    fee_stated,
    problems_and_improvements,
)
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
            build_report(
                disclosure=None,
                review=None,
                applications={"carried_out": None},
                problems=[
                    Problem(ProblemKind.TEXT_ENDS_IN_TABLE, "cut off", "/applications", None, None)
                ],
            ),
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
)
