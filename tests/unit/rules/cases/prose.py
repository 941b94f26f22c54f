"""Cases of family P."""

from collections.abc import Mapping
from decimal import Decimal

from service.model.finding import Severity
from service.model.report import Report
from service.rules.prose.balance import stated_applications_accounted_for
from service.rules.prose.changes import changes_follow
from service.rules.prose.denials import none_means_zero
from service.rules.prose.figures import (
    applicants_stated,
    applications_stated,
    carried_over_stated,
    documents_stated,
    results_stated,
    review_stated,
)
from service.rules.prose.parts import parts_add_up
from service.rules.prose.percentages import percentages_follow
from service.rules.prose.repetitions import repeated_quantities_agree
from tests.builders import Rows, Stated, build_report
from tests.unit.rules.cases import Break, Cases

TABLE = {
    "received": [109, 1, 0, 1, 0, 0, 111],
    "carried_in": [1, 1, 0, 0, 0, 0, 2],
    "granted": [9, 0, 0, 0, 0, 0, 9],
    "partially_granted": [11, 0, 0, 1, 0, 0, 12],
    "unable.not_held": [37, 0, 0, 0, 0, 0, 37],
    "unable.requires_creation": [3, 0, 0, 0, 0, 0, 3],
    "other.other": [42, 1, 0, 0, 0, 0, 43],
    "concluded": [101, 2, 0, 1, 0, 0, 104],
    "carried_out": [9, 0, 0, 0, 0, 0, 9],
}
REVIEW = {
    "reconsideration": [3, 0, 0, 1, 4],
    "litigation_direct": [0, 0, 0, 2, 2],
    "litigation_after_reconsideration": [1, 0, 0, 0, 1],
}
DISCLOSURE = {"regulations": [1, 0, 11], "normative_documents": [3, 1, 24]}


def stated(*figures: tuple[str, int], table: Rows | None = TABLE) -> Report:
    return build_report(applications=table, figures=figures, review=REVIEW, disclosure=DISCLOSURE)


def of_a_whole(received: int, *figures: Stated) -> Report:
    """Return the report of a bureau that tells what its whole city received, and its own."""
    return build_report(
        applications={"received": [111, 0, 0, 0, 0, 0, 111]},
        review=REVIEW,
        sections={
            1: f"全市水务系统共收到政府信息公开申请{received}件，其中我局收到12件。"
            "我局未发生行政复议、行政诉讼。"
        },
        figures=figures,
    )


def in_myriads(*figures: Stated, table: Mapping[str, int]) -> Report:
    rows = {row: [total, 0, 0, 0, 0, 0, total] for row, total in table.items()}
    return build_report(applications=rows, figures=figures)


def accounted(*figures: Stated) -> Report:
    return build_report(applications=None, figures=figures)


def denies(prose: str) -> Report:
    return build_report(applications={"received": [12, 0, 0, 0, 0, 0, 12]}, sections={1: prose})


def says(prose: str) -> Report:
    return build_report(sections={1: prose})


CASES = (
    Cases(
        applications_stated,
        holds=[
            stated(("received", 111)),
            stated(("received", 113)),
            stated(("received_and_carried_in", 113)),
            # The second number is about part of the year.
            stated(("received", 111), ("received", 40)),
            stated(("received", 100), ("received", 11)),
            # Rounded, or cut off, where the last digit is printed.
            in_myriads(("received", 91000, "申请", "9.1万"), table={"received": 91449}),
            in_myriads(("received", 90000, "申请", "9 万"), table={"received": 99999}),
            in_myriads(
                ("received", 91000, "申请", "9.1万"),
                ("received", 34, "申请", "34"),
                table={"received": 91234},
            ),
        ],
        breaks=[
            Break(of_a_whole(110, ("received", 12)), "有关事项12件"),
            Break(
                in_myriads(("received", 91000, "申请", "9.1万"), table={"received": 92000}),
                "申请9.1万件",
            ),
            Break(
                in_myriads(("received", 91000, "申请", "91000"), table={"received": 91001}),
                "申请91000件",
            ),
            Break(stated(("received", 131)), "有关事项131件", "111/113"),
            Break(stated(("received_and_carried_in", 112)), "有关事项112件"),
            Break(stated(("received", 5), ("received", 6)), "有关事项5件"),
            Break(stated(("received", 0)), "有关事项0件"),
        ],
        not_applicable=[
            # The table counts the whole city.
            of_a_whole(111, ("received", 12)),
            stated(),
            stated(("received", 5), table=None),
            stated(("received", 5), table={"received": [None] * 7}),
            # 未收到申请 is read as a zero; that it denies the table is P307's affair.
            build_report(applications=TABLE, figures=[("received", 0, "未收到", "未")]),
        ],
    ),
    Cases(
        applicants_stated,
        holds=[
            stated(("by_natural_persons", 109), ("by_legal_persons", 2)),
            stated(("by_natural_persons", 110), ("by_legal_persons", 3)),
            stated(("by_natural_persons", 101)),
        ],
        breaks=[
            Break(stated(("by_natural_persons", 119)), "有关事项119件", "101/109/110"),
            Break(stated(("by_legal_persons", 4)), "有关事项4件"),
        ],
        not_applicable=[stated(), stated(("by_legal_persons", 4), table=None)],
    ),
    Cases(
        results_stated,
        holds=[
            stated(("granted", 9), ("partially_granted", 12), ("unable", 40), ("refused", 0)),
            stated(("unable", 37)),
            stated(("unable", 37), ("unable", 3)),
            stated(("other_results", 43), ("concluded", 104)),
            stated(("concluded", 102)),
            build_report(
                year=2020,
                form="2019",
                applications={"other": [5, 0, 0, 0, 0, 0, 5]},
                figures=[("other_results", 5)],
            ),
        ],
        breaks=[
            Break(stated(("unable", 41)), "有关事项41件", "3/37/40"),
            Break(stated(("granted", 8)), "有关事项8件", "9"),
            Break(stated(("refused", 1)), "有关事项1件", "0"),
            Break(stated(("concluded", 105)), "有关事项105件", "104"),
        ],
        not_applicable=[
            stated(),
            stated(("granted", 8), table=None),
            stated(("unable", 41), table={**TABLE, "unable.not_held": [None] * 7}),
        ],
    ),
    Cases(
        carried_over_stated,
        holds=[stated(("carried_in", 2), ("carried_out", 9))],
        breaks=[
            Break(stated(("carried_in", 2), ("carried_out", 8)), "有关事项8件", "9"),
            Break(stated(("carried_in", 1)), "有关事项1件", "2"),
            # 15 1 _ 0 _ 1 17 is printed as 1510117, which looks like seven other numbers.
            Break(
                build_report(
                    applications={"carried_out": [1, 5, 1, 0, 1, 1, 7]},
                    between_cells="",
                    figures=[("carried_out", 17)],
                ),
                "有关事项17件",
                "7",
                Severity.INFO,
            ),
            Break(
                build_report(
                    applications={"carried_out": [5, 0, 1, 0, 1, 0, 7]},
                    between_cells="",
                    figures=[("carried_out", 17)],
                ),
                "有关事项17件",
                "7",
                Severity.WARNING,
            ),
        ],
        not_applicable=[stated(), stated(("carried_out", 8), table=None)],
    ),
    Cases(
        review_stated,
        holds=[
            stated(("reconsideration", 4), ("litigation", 3)),
            stated(("litigation", 2), ("litigation", 1)),
            stated(("litigation", 2)),
        ],
        breaks=[
            Break(stated(("reconsideration", 5)), "有关事项5件", "4"),
            Break(stated(("litigation", 4)), "有关事项4件", "1/2/3"),
        ],
        not_applicable=[
            stated(),
            build_report(review=None, figures=[("reconsideration", 5)]),
            build_report(
                review=REVIEW,
                figures=[("reconsideration", 2)],
                sections={4: "说明：行政诉讼案件含上年结转。"},
            ),
        ],
    ),
    Cases(
        documents_stated,
        holds=[
            stated(("normative_documents_issued", 3), ("normative_documents_in_force", 24)),
            stated(("regulations_in_force", 11), ("regulations_repealed", 0)),
            build_report(
                year=2020,
                form="2019",
                disclosure={"normative_documents": [6, 4, 11]},
                figures=[
                    ("normative_documents_issued", 4),
                    ("normative_documents_in_force", 11),
                ],
            ),
        ],
        breaks=[
            Break(stated(("normative_documents_issued", 4)), "有关事项4件", "3"),
            Break(stated(("regulations_in_force", 12)), "有关事项12件", "11"),
            # 3 58 and a blank cell between them are printed as 358.
            Break(
                build_report(
                    disclosure={"normative_documents": [3, 5, 8]},
                    between_cells="",
                    figures=[("normative_documents_in_force", 58)],
                ),
                "有关事项58件",
                "8",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            stated(),
            build_report(disclosure=None, figures=[("regulations_in_force", 12)]),
            build_report(year=2020, form="2019", figures=[("regulations_repealed", 2)]),
        ],
    ),
    Cases(
        none_means_zero,
        holds=[
            build_report(sections={1: "全年未收到政府信息公开申请。"}),
            build_report(sections={1: "没有因政府信息公开工作引起的行政复议、行政诉讼。"}),
            build_report(
                review={"reconsideration": [0, 0, 1, 0, 1]},
                sections={1: "有行政复议1件，没有因政府信息公开引起的行政诉讼。"},
            ),
        ],
        breaks=[
            Break(of_a_whole(110), "未发生行政复议、行政诉讼"),
            Break(
                build_report(
                    applications={"received": [12, 0, 0, 0, 0, 0, 12]},
                    sections={1: "全年未收到政府信息\n公开申请。"},
                ),
                "未收到政府信息\n公开申请",
                "0",
            ),
            Break(
                build_report(
                    applications={"received": [12, 0, 0, 0, 0, 0, 12]},
                    sections={1: "本年度未收到依申请公开事项。"},
                ),
                "未收到依申请公开事项",
            ),
            Break(
                build_report(
                    applications={"carried_out": [1, 0, 0, 0, 0, 0, 1]},
                    sections={1: "收到申请12件，全部办结，无结转下年度继续办理申请。"},
                ),
                "无结转下年度继续办理申请",
                "0",
            ),
            Break(
                build_report(
                    review=REVIEW, sections={4: "无被申请行政复议、被提起行政诉讼的情形。"}
                ),
                "无被申请行政复议、被提起行政诉讼的情形",
            ),
            Break(
                build_report(
                    review={"reconsideration": [0, 0, 1, 0, 1]},
                    sections={1: "没有因政府信息公开引起的行政复议，也没有行政诉讼。"},
                ),
                "没有因政府信息公开引起的行政复议，也没有行政诉讼",
            ),
            Break(
                build_report(
                    review={"litigation_direct": [0, 0, 0, 2, 2]},
                    sections={1: "行政复议4件，未发生针对本单位有关政府信息公开事务的行政诉讼案。"},
                ),
                "未发生针对本单位有关政府信息公开事务的行政诉讼案",
                "0",
            ),
            Break(
                build_report(
                    review=REVIEW,
                    sections={1: "全年未发生行政复议、行政诉讼、举报投诉和信访等情况。"},
                ),
                "未发生行政复议、行政诉讼、举报投诉和信访等情况",
            ),
            Break(
                denies("没有收到公民、法人或者其他组织要求公开政府信息的申请。"),
                "没有收到公民、法人或者其他组织要求公开政府信息的申请",
            ),
        ],
        not_applicable=[
            of_a_whole(111),
            denies("2023年未收到政府信息公开申请，2024年收到政府信息公开申请12件。"),
            denies("第四季度未收到政府信息公开申请。"),
            denies("上年无结转下年度办理的申请，无结转案件。"),
            build_report(
                applications={"carried_out": [1, 0, 0, 0, 0, 0, 1]},
                sections={1: "行政复议申请2件，均已审结，无结转下年度。热线30件，无结转至下年。"},
            ),
            denies("各科室、下属单位未收到政府信息公开申请。"),
            denies("市水文局、市河道中心未收到政府信息公开申请。"),
            build_report(),
            denies("未收到自然人提出的政府信息公开申请。未收到涉密的政府信息公开申请。"),
            # Cases of some kind, of an organ that decides them, or hoped for.
            build_report(
                review=REVIEW,
                sections={
                    1: "未发生因政府信息公开工作不到位引起的行政复议、行政诉讼。"
                    "无尚未审结的行政诉讼。未发生复议后起诉案件。除1件行政复议外，未发生其他行政诉讼。",
                    4: "作为复议机关，未收到行政复议申请。全年行政处罚36件，无行政复议、行政诉讼。",
                    5: "改进工作，力争无行政复议、行政诉讼。",
                },
            ),
            # What did not happen is a defeat, not a case.
            build_report(
                review=REVIEW,
                sections={1: "未发生行政复议被纠错、行政诉讼败诉的情形。"},
            ),
            build_report(
                applications=TABLE, sections={1: "未收到政府信息公开申请超期答复的投诉。"}
            ),
            build_report(
                applications=TABLE, sections={1: "未收到政府信息公开投诉举报，未收到网民来信。"}
            ),
        ],
    ),
    Cases(
        parts_add_up,
        holds=[
            says(
                "发布信息8450条。其中，动态3200条，解读15\n个，专题235条，其他5000条，浏览量90万。"
            ),
            says("收到50件,其中自然人45件,法人5件,上年结转3件,均已答复。"),
            says(
                "收到900件，办结800件（含上年的70件）。其中，公开150件（18.75%），不予公开20件，"
                "无法提供400件，不予处理80件，其他处理150件（18.75%，含撤回60件）。"
            ),
            says(
                "答复600件。其中，公开300件；部分公开60,占10.00%；不予公开40件；无法提供120件；"
                "不予处理30件；其他处理50件。"
            ),
            says("全年制发文件1,200件，其中市政府700件，办公室500件。"),
            # The number of a page stands between the parts.
            says("收到申请40件。其中，自然人申请36件\n1\n，法人或其他组织申请4件。"),
            # Far from complete, of two kinds only, by channel, or with a step of handling.
            says("发布信息171条，其中动态80条，问答60条，公告10条。"),
            says("收到来信20件，其中咨询9件，求助13件。"),
            says("收到申请20件，其中网络9件，信函7件，平台6件。"),
            says("收到来信20件，其中咨询9件，求助7件，办结6件。"),
            says("受理申请40件，其中公开20件，无法提供8件，其他处理9件。"),
            # Channels, each with the same items.
            says("公开信息73条，其中网站73条，公众号73条，公开栏73条。"),
            says("受理申请14件，其中新收12件、上年结转2件；办结13件。"),
            says("受理申请14件，其中上年结转2件，新收11件，补正后受理1件。"),
            says("办理建议提案9件，其中人大代表建议4件、政协委员提案5件，见面率100%。"),
            says("被提起行政诉讼8件，其中未经复议直接起诉2件，复议后起诉6件，维持7件，其他1件。"),
            # In brackets, behind a colon and before its total.
            says("发布解读12篇（图解6篇、视频3个、其他3篇，阅读900次），专栏3个（在用2个）。"),
            says(
                "诉讼案件3件（一审2件、二审1件，另有再审1件），建议9件（重点建议1件、重点提案2件）。"
            ),
            says("收到申请40件：自然人36件，法人或其他组织4件；收到建议12件：采纳6件，答复12件。"),
            says("办理人大建议12件、政协提案24件，共36件。召开会议4次、培训3次，共参训120人次。"),
            says("编发简报12期、工作动态36篇、专报6期，共54期；受理30件，办结28件，共30件。"),
            says("被申请复议12件，其中维持6件、纠正1件、其他2件、未审结3件。"),
            says("复议1件、诉讼8件，其中维持6件、纠正1件、其他1件、未审结1件。"),
            says(
                "应办347件，其中予以公开118件，部分公开37件，不予公开16件，无法提供114件，"
                "不予处理18件，其他处理20件，结转下年度24件。"
            ),
            # Some of two kinds, or two of more.
            says("办理建议提案5件，其中重点人大代表建议1件、政协委员提案2件。"),
            says("收到意见20条，其中人大代表意见9条、政协委员意见8条。"),
        ],
        breaks=[
            Break(says("收到申请40件（自然人36件、法人或其他组织5件）。"), "40件", "41"),
            Break(says("收到申请40件：自然人36件，法人或其他组织5件。"), "40件", "41"),
            Break(says("办理人大建议12件、政协提案24件，共37件。"), "37件", "36"),
            Break(says("发布解读12篇（图解6篇、视频3个、其他4篇）。"), "12篇", "13"),
            Break(
                says("发布信息8540条。其中，动态3200条，解读15个，专题235条，其他5000条。"),
                "8540条",
                "8450",
            ),
            Break(
                says("文件20件，解读材料26条，其中图解20条，文字2条，访谈3条。"),
                "26条",
                "25",
                Severity.INFO,
            ),
            Break(says("共收到申请 52\n件，其中自然人45件，法人5件。"), "52\n件", "50"),
            # 2 and 13 make 15 by chance.
            Break(says("受理申请15件，其中新收12件、上年结转2件；办结13件。"), "15件", "14"),
            Break(says("受理申请15件，其中2022年结转2件，新收12件。"), "15件", "14"),
            Break(says("办理建议提案9件，其中政协提案5件、人大建议5件。"), "9件", "10"),
            Break(says("提起行政诉讼8件，其中未经复议直接起诉2件，复议后起诉5件。"), "8件", "7"),
            # 9, 1 and 2 make 12 by chance, but these are not all outcomes.
            Break(says("被申请复议12件，其中维持9件、纠正1件、其他2件、未审结3件。"), "12件", "15"),
            Break(
                says(
                    "办结323件，其中予以公开118件，部分公开37件，不予公开16件，无法提供114件，"
                    "不予处理68件，其他处理20件，结转下年度24件。"
                ),
                "323件",
                "373",
            ),
            Break(
                says("答复申请13件，其中公开7件、部分公开1件、无法提供4件、不予处理2件。"),
                "13件",
                "14",
            ),
            Break(
                says("发布信息171条，其中动态80条，问答70条，公告23条。"),
                "171条",
                "173",
                Severity.WARNING,
            ),
            Break(
                says("发布信息171条，其中动态80条，问答70条，公告20条。"),
                "171条",
                "170",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(),
            says("公布清单50项，其中即办事项19项。"),
            says("发布信息300余条，其中动态100条，公告150条，其他45条。"),
            says("发布信息171条，其中动态80条，问答70条，公告23条等。"),
            says("共收到申请1\n1件，其中自然人7件，法人2件。"),
            says("现有账号3个，其中公众号两个，微博一个。"),
            says("粉丝数超90万，其中，公众号达50万，视频号突破30万。"),
        ],
    ),
    Cases(
        percentages_follow,
        holds=[
            says("收到来信12件，去年为10件，同比增长20%；发布信息90条，同比2023年100条下降10%。"),
            says("收到来信12件，比2023年增加2件，增长20%。"),
            says("收到来信1200件，办结1010件，办结率84.17%。"),
            # What was handled is counted before 办结; the second number is something else.
            says("收到30件，答复24件，答复率80%。19件办结，1件结转下年度，按时办结率100%。"),
            says("收到1250件。其中，网上1100件,占88.00%;信件130件,占10.40%;窗口20件,占1.60%。"),
            says("收到900件，办结800件，公开150件（18.75%），不公开21 件（2.63 %）。"),
            says("公开信息160条。网站157条,占比98.1%。"),
            # 1 of 8 is 12.5 %; either way of rounding half is in use.
            says("收到8件，答复1件，答复率12%。"),
            says("收到申请12件，较2022年（20件）下降40%。"),
            says("公开信息356条，比上年的300条增长18.67%。"),
            says("信息由2022年的300条增加到356条，增长18.67%。"),
            says("收到申请84件，比上年减少11件，同比下降11.58%。"),
            says("收到申请84件，办结82件，比上年减少11件，同比下降11.58%，提高3%。"),
            says("公开信息1,246条，同比增加218条，增长21.2%。"),
            says("诉讼13件，其中甲4件、乙9件，比上年增加1件、增长8.3%。"),
            says("收到申请4件，较2022年的6件减少2件，同比下降33.3%。"),
            says("收到26件（2022年为41件），同比下降36.6%，与去年持平。"),
            # What is compared is the number before the last.
            says("收到申请12件，办结11件，较上年的15件下降20%。"),
            says("公文120份，公开80份，占66.67%；不公开20份，占16.67%；图解5份，占图解的50%。"),
            says("公开12,340条，其中动态1,234条，占10%，解读617条，占5%，公告617条，占5%。"),
        ],
        breaks=[
            Break(says("收到来信12件，去年为10件，同比增长25%。"), "25", "20%"),
            Break(says("收到来信12件，比2023年增加2件，增长25%。"), "25", "20%"),
            Break(
                says("收到来信 1200 件，办结 1010 件，办结率 86.7%。"),
                "86.7",
                "84.2%",
                Severity.WARNING,
            ),
            Break(says("公开信息160条。网站157条，占比99.1%。"), "99.1", "98.1%"),
            Break(says("收到来信50件，办结48件，办结率95.0％。"), "95.0"),
            # Far from right, and known for a share of the total by the others beside it.
            Break(
                says(
                    "公开356条，其中网站200条，占65.18%；微信120条，占33.71%；其他36条，占10.11%。"
                ),
                "65.18",
                "56.18%",
            ),
            # Two alone, known for shares of what they add up to.
            Break(
                says(
                    "收到申请84件，共计87件。已办结82件。自然人72件，占85.71%；法人12件，占24.29%。"
                ),
                "24.29",
                "14.29%",
            ),
            # 96 are 7.6 % of 1263 as well.
            Break(
                says(
                    "收到1263件，办结1267件，其中公开512件，占43.4%；部分公开96件，占7.6%；"
                    "不予公开99件，占7.8%；无法提供360件，占28.4%。"
                ),
                "43.4",
                "40.4%",
            ),
            Break(
                says(
                    "办结678件。公开186件（27.4%），部分公开72件（10.6%），无法提供169件（29.4%），"
                    "其他处理49件（7.2%）。"
                ),
                "29.4",
                "24.9%",
            ),
            Break(says("公开信息200条。其中概况8条，占总体的比例为5%。"), "5", "4%"),
            Break(says("收到申请12件，较2022年（20件）下降45%。"), "45", "40%"),
            Break(says("公开信息356条，比上年300条增长28.67%。"), "28.67", "18.67%"),
            Break(says("收到申请84件，比上年减少11件，同比下降13.58%。"), "13.58", "11.58%"),
            Break(says("收到26件（2022年为41件），同比下降63.4%。"), "63.4", "36.6%"),
            Break(says("收到57件，与去年同期（63件）相比下降9.25%。"), "9.25", "9.52%"),
            # The change is of the number before the last two, if of any.
            Break(says("诉讼13件，其中甲4件、乙9件，比上年增加1件、增长3.8%。"), "3.8", "12.5%"),
            Break(says("公开1,246条，同比增加218条，增幅24.2%。"), "24.2", "21.2%"),
            Break(says("收到申请4件，较2022年的6件减少2件，同比下降30.3%。"), "30.3", "33.3%"),
            Break(says("信息由上年的300条增加到本年的356条，同比增长18%。"), "18", "19%"),
            Break(says("信息由2022年的300条增加到2023年的356条，同比增长18%。"), "18", "19%"),
            Break(says("信息由2020年的300条增加到2023年的356条，增长18%。"), "18", "19%"),
            Break(says("办结800件。其中，公开150件（18.57%），其他650件。"), "18.57", "18.75%"),
            Break(
                says("公开信息39条。其中其他信息14条，占35.8%。"),
                "35.8",
                "35.9%",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            # Against another year than the one that is named, it may be.
            says("收到来信12件，比2021年增加2件，同比增长50%。"),
            build_report(),
            says("接听来电5200件，办结率99.8%，满意率97.1%。"),
            # The shares are not of what they add up to.
            says("征地类申请26件，其中网络20件，占20%，信函6件，占6%。"),
            says("政策文件18件，解读率达到100%。"),
            says("账号80个，同比增长5.3%。浏览量90万，其中40%来自外省。"),
            says("收到近20件，较上年的30件下降40%。收到12件，较上年的8件下降40%。"),
            says("收到12件，较上年的0件增长100%。公开10条，占65.18%；公开20条，占33.71%。"),
            says("接听热线20件，收到来信30件，办结48件，办结率96.1%。"),
            says("近300件，办结2件，办结率50%。"),
            says("收到来信50件，回复48件，办结率95.1%。"),
            says("收到来信48件，办结50件，办结率95.1%。"),
            says("收到来信近50件，办结48件，办结率95.1%。"),
            says("收到来信50件，办结48件，办结率90%以上。"),
            says("收到申请30件，其中网上24件，占70%多。"),
            says("收到申请30件，较2022年20件增长40%以上。"),
            says("申请由2020年的120件增加到2022年的200件，同比增长25%。"),
            says(f"发布信息{'9' * 5000}件，较上年的1件增长25%。"),
            says(f"发布信息1件，较上年的{'9' * 5000}件增长25%。"),
            says(f"发布信息30件，其中{'9' * 5000}件，占25%；{'9' * 40}件，占100%，3件，占7%。"),
            says(f"发布信息{'9' * 30}件，较上年的1件增长25%。"),
            says(f"发布信息{'9' * 30}件，比上年减少1件，同比下降25%。"),
            says("公开信息近160条。网站157条，占比98.2%。"),
            says("公开信息1000条。其中，近300条，占31%。"),
            says("公开信息100条。网站公开103条，占比103.5%。"),
            says("公开信息0条。网站公开0条，占比0.5%。"),
            # What a bare percentage is of cannot be known outside a list.
            says("收到100件。召开会议42场（41%）。"),
        ],
    ),
    Cases(
        repeated_quantities_agree,
        holds=[
            says("政策解读21个。累计解读政策文件21件。"),
            build_report(figures=[("gazette_issues", 6), ("gazette_issues", 6)]),
            build_report(
                figures=[("gazette_issues", 6), ("gazette_issues", 6)],
                sections={1: "政策解读20个。"},
            ),
        ],
        breaks=[
            Break(
                says("发布政策解读 20 个。累计解读政策性文件 21 件。"),
                "解读政策性文件 21 件",
                "20",
                Severity.INFO,
            ),
            Break(
                build_report(figures=[("gazette_issues", n) for n in (6, 6, 12)]),
                "有关事项12件",
                "6",
            ),
            Break(
                build_report(figures=[("gazette_issues", 6), ("gazette_issues", 12)]),
                "有关事项12件",
                "6",
            ),
            Break(
                build_report(
                    figures=[
                        ("hotline_completion_rate", Decimal("99.7")),
                        ("hotline_completion_rate", Decimal("99.8")),
                    ]
                ),
                "有关事项99.8件",
            ),
        ],
        not_applicable=[
            build_report(),
            says("政策解读20个。"),
            says("解读政策性文件21件。"),
            build_report(figures=[("gazette_issues", 6)]),
            says("印发政策性文件20件，均有政策解读，政策性文件解读材料23条。"),
            # Other words, so perhaps another scope.
            build_report(
                figures=[("gazette_issues", 6, "市公报"), ("gazette_issues", 12, "区公报")]
            ),
        ],
    ),
    Cases(
        stated_applications_accounted_for,
        holds=[
            accounted(("received", 11), ("concluded", 10), ("carried_out", 1)),
            # Those carried in from the year before are concluded, too.
            accounted(("received", 11), ("concluded", 12), ("carried_out", 1)),
            accounted(("received_and_carried_in", 9), ("concluded", 8), ("carried_out", 1)),
        ],
        breaks=[
            Break(
                accounted(("received", 11), ("concluded", 8), ("carried_out", 1)),
                "有关事项8件",
                ">= 11",
            ),
            Break(
                accounted(
                    ("received", 9),
                    ("received_and_carried_in", 11),
                    ("concluded", 9),
                    ("carried_out", 1),
                ),
                "有关事项9件",
                ">= 11",
            ),
        ],
        not_applicable=[
            accounted(
                ("received", 91234), ("concluded", 90000, "办结", "9万"), ("carried_out", 234)
            ),
            build_report(figures=[("received", 11), ("concluded", 8), ("carried_out", 1)]),
            accounted(("received", 11), ("concluded", 8)),
            accounted(("received", 11), ("carried_out", 1)),
            accounted(("concluded", 8), ("carried_out", 1)),
            accounted(("received", 11), ("received", 9), ("concluded", 8), ("carried_out", 1)),
        ],
    ),
    Cases(
        changes_follow,
        holds=[
            says("收到来信4件，较上年的6件减少2件。收到来电9个（上年6个），增加3个。"),
            says("收到申请4件，其中自然人3件，比上年6件减少2件。"),
            says("网站发布120条，微信发布80条，较上年的150条增加50条。"),
            says("发布信息由2022年的100条增加到2024年的160条，增加60条。"),
            # What is rounded follows from nothing.
            says("收到来信近40件，较上年60件减少30件。"),
        ],
        breaks=[
            Break(says("收到来信4件，较上年6件减少3件。"), "4", "3"),
            Break(says("收到来信8件（2023年为6件），增加了3件。"), "8", "9"),
            Break(says("收到来信8件，与去年同期的9件相比，增加1件。"), "8", "10"),
            Break(says("来信由上年的6件增加到8件，增加3件。"), "8", "9"),
            Break(says("收到来信8件，去年为6件，同比多3件。"), "8", "9"),
        ],
        not_applicable=[
            build_report(),
            # Of another kind, in other units, or against a year without a number.
            says("收到来信4件，较上年6件减少3件网上来信。"),
            says("发布信息4条，较上年6条减少3篇。由2021年的6件增加到9件，同比增加1件。"),
            says("收到来信4件，较上年减少3件。"),
        ],
    ),
)
