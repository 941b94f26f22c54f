"""Cases of family H: a report beside those that the organ sent before."""

from service.model.finding import Severity
from service.model.history import History
from service.model.report import Report
from service.rules.history.continuity import carried_over, documents_continue
from service.rules.history.names import name_unchanged
from service.rules.history.outliers import counts_in_line_with_past
from service.rules.history.repetition import prose_written_anew
from tests.builders import Rows, build_report
from tests.unit.rules.cases import Break, Cases, Years

CARRIED_OUT: Rows = {"carried_out": [2, 1, 0, 0, 0, 0, 3]}
CARRIED_IN: Rows = {"carried_in": [2, 1, 0, 0, 0, 0, 3]}


def _beside(report: Report, *earlier: Report) -> Years:
    return Years(report, History({one.year: one for one in earlier if one.year is not None}))


def _carried(out: Rows, into: Rows, between: str = "\t") -> Years:
    last = build_report(year=2023, applications=out, between_cells=between)
    return _beside(build_report(applications=into), last)


def _documents(before: int | None, *now: int | None, body: str | None = None) -> Years:
    last = build_report(year=2023, disclosure={"normative_documents": [0, 0, before]})
    sections = {1: body} if body else None
    rows = {"normative_documents": now}
    return _beside(build_report(disclosure=rows, sections=sections), last)


def _licensed(now: int | None, *before: int, form_of_the_first: str = "2021") -> Years:
    earlier = [
        build_report(year=year, disclosure={"licensing": [value]})
        for year, value in enumerate(before, start=2024 - len(before))
    ]
    if form_of_the_first == "2019":
        rows = {"licensing": [0, 0, before[0]]}
        earlier[0] = build_report(year=2021, form="2019", disclosure=rows)
    return _beside(build_report(disclosure={"licensing": [now]}), *earlier)


_LAST_YEAR = (
    "{year}年，新建政策问答栏目，集中答复企业最为关切的事项。"
    "把公开属性的认定放在起草文件的第一步，由科室负责人签字确认。"
    "每季度请三位社区代表到窗口走一遍查阅流程，记下不便之处。"
    "全年受理咨询{calls}次，其中电话咨询多于现场咨询。"
    "公开专区的自助查询机更换为带语音播报的型号，方便老人使用。"
    "对已归档的早年文件逐件复核，能够公开的移入目录供人检索。"
)
_LONGEST = "把公开属性的认定放在起草文件的第一步，由科室负责人签字确认"
_ANEW = (
    "本年的重点是把办事指南改写成问答，一问一答不超过三行文字。"
    "与档案馆约定每月移交一次目录，读者在馆内即可检索到原文。"
    "邀请两所中学的学生试用网站检索，根据他们的意见调整了排序。"
    "新任联络员一律先跟班学习两周，考核合格以后才能独立发布。"
    "公报改为双月编印，送到每一个村的便民服务点供人取阅和翻看。"
)
_PARTLY = "。".join(_LAST_YEAR.split("。")[:3]) + "。" + _ANEW


def _prose(now: str, before: str = _LAST_YEAR) -> Years:
    def report(year: int, body: str, calls: int) -> Report:
        return build_report(year=year, sections={1: body.format(year=year, calls=calls)})

    return _beside(report(2024, now, 812), report(2023, before, 764))


def _named(now: str | None, before: str | None) -> Years:
    return _beside(build_report(agency_name=now), build_report(year=2023, agency_name=before))


def _renamed(now: str, before: str) -> Break:
    return Break(_named(now, before), f"{now}2024年政府信息公开工作年度报告", before)


CASES = (
    Cases(
        carried_over,
        holds=[
            _carried(CARRIED_OUT, CARRIED_IN),
            _carried({"carried_out": [None] * 7}, {}),
            _carried({"carried_out": [2, 1, None, "/", 0, 0, 3]}, CARRIED_IN),
            # What cannot be read is held against nobody.
            _carried({"carried_out": [2, None, 0, 0, 0, 0, None]}, CARRIED_IN),
            _beside(
                build_report(year=2021, applications=CARRIED_IN),
                build_report(year=2020, form="2019", applications=CARRIED_OUT),
            ),
        ],
        breaks=[
            Break(_carried(CARRIED_OUT, {"carried_in": [2, 1, 0, 0, 0, 0, 4]}), "4", "3"),
            Break(_carried({}, {"carried_in": [None, None, 7, None, None, None, None]}), "7", "0"),
            Break(
                _carried(
                    {"carried_out": [1, 0, 1, 0, 1, 0, 0]},
                    {"carried_in": [1, 0, 1, 0, 1, 0, 3]},
                    "",
                ),
                "3",
                "0",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(),
            build_report(year=None),
            _beside(build_report(), build_report(year=2022)),
            _beside(build_report(applications=None), build_report(year=2023)),
            _beside(build_report(), build_report(year=2023, applications=None)),
            _carried({"carried_out": None}, CARRIED_IN | {"carried_in": [1] * 7}),
        ],
    ),
    Cases(
        documents_continue,
        holds=[
            _documents(98, 5, 7, 96),
            _documents(98, None, None, 98),
            _documents(98, 5, None, 103),
            _documents(98, 5, 7, None),
            _documents(98, 5, None, 96),
        ],
        breaks=[
            Break(_documents(98, 5, 7, 99), "99", "96"),
            Break(
                _documents(98, 5, 7, 90, body="6件行政规范性文件有效期届满，自动失效。"),
                "90",
                "96",
                Severity.INFO,
            ),
            Break(
                _documents(98, 5, 7, 90, body="機構改革後，6件行政規範性文件隨職能劃轉。"),
                "90",
                severity=Severity.INFO,
            ),
            Break(
                _documents(98, 5, 7, 90, body="6件规章有效期届满，自动失效。"),
                "90",
                severity=Severity.WARNING,
            ),
            Break(
                _documents(98, 5, 7, 90, body="定期清理行政规范性文件。"),
                "90",
                "96",
                Severity.WARNING,
            ),
            Break(
                _beside(
                    build_report(
                        agency_name="河东市文化和旅游局",
                        disclosure={"normative_documents": [0, 0, 9]},
                    ),
                    build_report(year=2023, agency_name="河东市旅游局"),
                ),
                "9",
                "0",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(),
            _beside(build_report(disclosure=None), build_report(year=2023)),
            _beside(build_report(), build_report(year=2023, disclosure=None)),
            _beside(build_report(year=2021), build_report(year=2020, form="2019")),
        ],
    ),
    Cases(
        counts_in_line_with_past,
        holds=[
            _licensed(388, 310, 295, 402),
            _licensed(2009, 310, 295, 402),
            _licensed(29, 1, 2, 5),
            _licensed(0, 29, 31, 35),
            _licensed(60, 310, 295, 402),
        ],
        breaks=[
            Break(_licensed(2010, 310, 295, 402), "2010", "< 2010"),
            Break(_licensed(3880, 310, 295, 402, form_of_the_first="2019"), "3880"),
            Break(_licensed(30, 1, 2, 5), "30", "< 25"),
            Break(_licensed(59, 310, 295, 402), "59", "> 59"),
            Break(_licensed(0, 30, 31, 35), "0", "> 6"),
        ],
        not_applicable=[
            build_report(),
            _licensed(3880, 295, 402),
            # A year that lies further back than five says nothing.
            _beside(build_report(), *(build_report(year=year) for year in (2018, 2022, 2023))),
        ],
    ),
    Cases(
        prose_written_anew,
        holds=[_prose(_ANEW), _prose(_ANEW + _LAST_YEAR.split("。", maxsplit=1)[0] + "。")],
        breaks=[
            Break(_prose(_LAST_YEAR), _LONGEST, severity=Severity.WARNING),
            Break(_prose(_LAST_YEAR.replace("三位", "四位")), _LONGEST, severity=Severity.WARNING),
            Break(_prose(_PARTLY), _LONGEST, severity=Severity.INFO),
        ],
        not_applicable=[
            build_report(),
            _beside(build_report(), build_report(year=2023)),
            _prose(_LAST_YEAR, "按时公开。"),
            _prose("按时公开。"),
        ],
    ),
    Cases(
        name_unchanged,
        holds=[
            _named("河东市水务局", "河东市水务局"),
            _named("河东市政府办公室", "河东市人民政府办公室"),
            _named("市政府办公室", "河东市人民政府办公室"),
            _named("河东市发展和改革委员会", "河东市发改委"),
            _named("河東市衛生健康局", "河东市 卫生健康局"),
        ],
        breaks=[
            _renamed("河东市卫生健康局", "河东市卫生局"),
            _renamed("河东市文化和旅游局", "河东市旅游局"),
            _renamed("河西市水务局", "河东市水务局"),
            _renamed("平川市水务局", "和川市水务局"),
        ],
        not_applicable=[
            build_report(),
            _named(None, "河东市水务局"),
            _named("河东市水务局", None),
        ],
    ),
)
