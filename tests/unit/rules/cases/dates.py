"""Cases of family D."""

from datetime import date

from service.model.finding import Severity
from service.rules.dates import (
    dates_exist,
    period_is_calendar_year,
    signature_follows_period,
    signature_is_in_time,
)
from service.rules.years import own_year_named, years_agree
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases

SCHOOL_YEAR = date(2023, 9, 1), date(2024, 8, 31)
FOUNDED = date(2024, 5, 6), date(2024, 12, 31)

CASES = (
    Cases(
        period_is_calendar_year,
        holds=[
            build_report(),
            build_report(period=FOUNDED, introduction="本局成立于2024年5月6日，现公布本年度报告。"),
            build_report(period=SCHOOL_YEAR, introduction="现公布2023-2024学年年度报告。"),
            # The Regulations came into force on that day.
            build_report(year=2008, form="pre2019", period=(date(2008, 5, 1), date(2008, 12, 31))),
        ],
        breaks=[
            Break(
                build_report(
                    year=2009, form="pre2019", period=(date(2009, 5, 1), date(2009, 12, 31))
                ),
                "2009年5月1日至2009年12月31日",
            ),
            Break(
                build_report(period=(date(2024, 1, 1), date(2024, 11, 30))),
                "2024年1月1日至2024年11月30日",
                "2024年1月1日至2024年12月31日",
            ),
            Break(build_report(period=FOUNDED), "2024年5月6日至2024年12月31日"),
            Break(build_report(period=SCHOOL_YEAR), "2023年9月1日至2024年8月31日"),
            Break(
                build_report(period=(date(2023, 1, 1), date(2024, 12, 31))),
                "2023年1月1日至2024年12月31日",
            ),
        ],
        not_applicable=[
            build_report(period=None),
            build_report(period=(None, date(2024, 12, 31))),
        ],
    ),
    Cases(
        signature_follows_period,
        holds=[build_report(), build_report(signed_on=date(2024, 12, 31))],
        breaks=[
            Break(
                build_report(signed_on=date(2024, 1, 8)),
                "河东市水务局\n2024年1月8日",
                "≥ 2024-12-31",
                Severity.ERROR,
            ),
            Break(
                build_report(period=(date(2024, 1, 1), None), signed_on=date(2024, 12, 1)),
                "河东市水务局\n2024年12月1日",
            ),
            Break(
                build_report(period=None, signed_on=date(2024, 12, 30)),
                "河东市水务局\n2024年12月30日",
            ),
        ],
        not_applicable=[
            build_report(signed_on=None),
            build_report(period=None, year=None, signed_on=date(2024, 1, 8)),
            build_report(year=None, signed_on=date(2024, 1, 8)),
        ],
    ),
    Cases(
        signature_is_in_time,
        holds=[
            build_report(signed_on=date(2025, 1, 31)),
            build_report(agency_name="河东市人民政府", signed_on=date(2025, 3, 31)),
            # The Regulations of 2007 gave all organs until March.
            build_report(year=2014, form="pre2019", signed_on=date(2015, 3, 10)),
            build_report(agency_name="河东市人民政府办公室", signed_on=date(2025, 2, 20)),
        ],
        breaks=[
            Break(
                build_report(signed_on=date(2025, 2, 1)),
                "河东市水务局\n2025年2月1日",
                "≤ 2025-01-31",
            ),
            Break(
                build_report(agency_name="河东市人民政府", signed_on=date(2025, 4, 1)),
                "河东市人民政府\n2025年4月1日",
                "≤ 2025-03-31",
            ),
            Break(
                build_report(agency_name="河东市人民政府办公室", signed_on=date(2025, 4, 1)),
                "河东市人民政府办公室\n2025年4月1日",
            ),
        ],
        not_applicable=[
            build_report(signed_on=None),
            build_report(agency_name=None),
            build_report(agency_name="柳湾镇人民政府", signed_on=date(2025, 5, 1)),
            build_report(agency_name="河东新区管理委员会", signed_on=date(2025, 5, 1)),
        ],
    ),
    Cases(
        years_agree,
        holds=[
            build_report(),
            build_report(period=None),
            # A period over two years is D401's affair.
            build_report(period=(date(2023, 1, 1), date(2024, 12, 31))),
        ],
        breaks=[
            Break(
                build_report(period=(date(2023, 1, 1), date(2023, 12, 31))),
                "2023年1月1日至2023年12月31日",
                "2024",
                Severity.ERROR,
            ),
            Break(
                build_report(sections={6: "本机关2023年度未收取信息处理费。"}),
                "2023",
                "2024",
                Severity.WARNING,
            ),
        ],
        not_applicable=[
            build_report(period=None, sections={6: "未收取信息处理费。"}),
            build_report(title=None, sections={6: None}),
            build_report(title=None, period=(None, None), sections={6: "未收取。"}),
        ],
    ),
    Cases(
        dates_exist,
        holds=[
            build_report(sections={1: "2024年2月29日印发。"}),
            build_report(sections={1: "12月31日24时前，2 月 29 日起。"}),
            # The number of the month is broken over two lines.
            build_report(sections={1: "2024年1\n2月31日。"}),
            # A lost 年 leaves no date that could be judged.
            build_report(sections={1: "自20221月1日起。"}),
        ],
        breaks=[
            Break(build_report(sections={1: "2023年2月29日印发。"}), "2023年2月29日"),
            Break(build_report(sections={1: "截至11 月\n31 日。"}), "11 月\n31 日"),
            Break(build_report(sections={1: "2024年13月1日起。"}), "2024年13月1日"),
        ],
        not_applicable=[build_report(period=None, signed_on=None)],
    ),
    Cases(
        own_year_named,
        holds=[
            build_report(introduction="现将2024年政府信息公开工作年度报告公布如下。"),
            build_report(introduction="现将河东市2024年度政府信息公开工作情况报告如下。"),
            # One that names its own year may speak of another's report as well.
            build_report(
                introduction="继2023年政府信息公开工作年度报告之后，"
                "现将2024年政府信息公开工作年度报告公布如下。"
            ),
            # The notice bears the year in which it was sent.
            build_report(
                introduction="根据《关于做好2025年政府信息公开工作年度报告的通知》，"
                "现公布2024年政府信息公开年度报告。"
            ),
        ],
        breaks=[
            Break(
                build_report(introduction="现将2023年政府信息公开工作年度报告公布如下。"),
                "2023",
                "2024",
                Severity.WARNING,
            ),
            Break(
                build_report(introduction="现将我局2025年度政府信息公开工作情况报告如下。"), "2025"
            ),
            Break(build_report(sections={1: "2023 年，我局认真落实各项要求。"}), "2023"),
        ],
        not_applicable=[
            build_report(),
            build_report(year=None),
            build_report(introduction="依据《2023年政府信息公开年度报告》编制。"),
            # Since then, and what is to come.
            build_report(sections={1: "2020年以来，我局连续四年获评优秀。"}),
            build_report(sections={1: "2025年，我局将继续努力。"}),
            build_report(sections={1: "2023年，基础已经打牢。2024年，我局继续推进。"}),
            build_report(sections={1: None}),
        ],
    ),
)
