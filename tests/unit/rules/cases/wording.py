"""Cases of family W."""

from service.model.finding import Severity
from service.rules.sentences import paragraphs_said_once, sentences_are_whole
from service.rules.wording import (
    characters_survived,
    labels_as_prescribed,
    sentences_are_chinese,
    template_filled_in,
)
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases

NO_PROSE = build_report(
    introduction="",
    period=None,
    signed_on=None,
    sections={1: None, 2: "", 3: "", 4: "", 5: None, 6: None},
    disclosure=None,
    applications=None,
    review=None,
)

MISSPELLED = "（二）部分公开（区分处理的，只记这一情形，不计其他情形）"

PARAGRAPH = (
    "健全信息发布审核流程，严把内容关和保密关，做到先审后发、应公开尽公开。"
    "围绕企业和群众关心的事项，及时更新栏目内容，方便公众查阅，不断提升服务水平。"
)

CASES = (
    Cases(
        labels_as_prescribed,
        holds=[
            build_report(),
            build_report(
                labels={
                    # Another numbering, width, script; lost and added characters of the layout.
                    "granted": "三、（一）予以公开",
                    "partially_granted": "（三）部分公开",
                    "carried_in": "三、上年结转政府信息公开申请数量",
                    "refused.state_secret": "不予公 开 （三）1. 属于国家秘密",
                    "refused.internal_affairs": "属于三类内部事务信",
                    "refused.deliberative_process": "６．屬於四類過程性信息",
                    "unable.not_held": "三、本法提供1.本机关不掌握相关政府信息",
                    "normative_documents": "规范性文件",
                    "other.fee_overdue": "2.逾期不缴费",
                }
            ),
        ],
        breaks=[
            Break(
                build_report(labels={"refused.internal_affairs": "5.属于三类内部事物信息"}),
                "5.属于三类内部事物信息",
                "5.属于三类内部事务信息",
                Severity.INFO,
            ),
            Break(  # the reader left its number out, so none is expected
                build_report(labels={"refused.internal_affairs": "属于三类内部事物信息"}),
                "属于三类内部事物信息",
                "属于三类内部事务信息",
            ),
            Break(
                build_report(labels={"carried_out": "四、结转下年度\n继续处理"}),
                "四、结转下年度\n继续处理",
            ),
            Break(build_report(labels={"repealed": "本年度止件数"}), "本年度止件数"),
            Break(
                build_report(labels={"partially_granted": MISSPELLED}),
                MISSPELLED,
            ),
        ],
        not_applicable=[build_report(disclosure=None, applications=None, review=None)],
    ),
    Cases(
        sentences_are_chinese,
        holds=[
            build_report(),
            build_report(sections={1: "通过OA系统、app推送、wifi覆盖，见www.example.gov.cn。"}),
            build_report(sections={1: "通过web端、app wifi推送，公开信息xx条。"}),
        ],
        breaks=[
            Break(build_report(sections={1: "各级部署 and 要求"}), "and"),
            Break(build_report(sections={1: "公开指南，the 目录"}), "the"),
            Break(build_report(sections={1: "举办政府open day活动"}), "open day"),
        ],
        not_applicable=[NO_PROSE],
    ),
    Cases(
        characters_survived,
        holds=[build_report()],
        breaks=[
            Break(build_report(sections={1: "政府信��公开"}), "��", severity=Severity.WARNING),
            Break(build_report(sections={1: "锟斤拷锟斤拷公开"}), "锟斤拷锟斤拷"),
            Break(build_report(sections={1: "锟、烫、屯三字齐全，公�开。"}), "�"),
            Break(
                build_report(sections={1: "\uf06c 公开\x07\uf06c"}),
                "\uf06c",
                severity=Severity.INFO,
            ),
        ],
    ),
    Cases(
        template_filled_in,
        holds=[build_report(), build_report(sections={1: "会议使用XX型设备，乘×2。"})],
        breaks=[
            Break(build_report(sections={1: "全年发布信息XX\n条。"}), "XX"),
            Break(build_report(sections={1: "××局高度重视。"}), "××"),
            Break(build_report(sections={5: "存在问题：待补充。"}), "待补充"),
            Break(build_report(sections={1: "X、x、Ｘ、×，某人填写；其余待补充。"}), "待补充"),
        ],
        not_applicable=[NO_PROSE],
    ),
    Cases(
        paragraphs_said_once,
        holds=[
            build_report(),
            # A sentence may come twice, a paragraph may not.
            build_report(sections={1: f"{PARAGRAPH[:30]}。", 5: f"{PARAGRAPH[:30]}。问题，改进。"}),
            # The frame of a table that was not read.
            build_report(sections={1: f"收到来信。+{'-' * 70}+。" * 2}),
        ],
        breaks=[
            Break(
                build_report(sections={1: PARAGRAPH, 5: f"存在问题，将改进。{PARAGRAPH}"}),
                PARAGRAPH[:40],
                severity=Severity.WARNING,
            ),
            Break(build_report(sections={1: PARAGRAPH * 2}), PARAGRAPH[:40]),
        ],
        not_applicable=[NO_PROSE],
    ),
    Cases(
        sentences_are_whole,
        holds=[
            build_report(),
            build_report(sections={1: "方面一是学习（含线上）；二是编发信息12条；三是解读3篇。"}),
            # 统一是 begins no list, a list may stand inside another, 1） numbers a paragraph.
            build_report(sections={1: "统一是关键。一是甲：一是乙；二是丙。二是丁。1）收到信件。"}),
            build_report(sections={1: "发布文件、稿件，满意率达99%，二是其余。"}),
            build_report(sections={1: "本年度无依申请公开件。"}),
            # Another section counts anew, and may have begun in other words.
            build_report(sections={1: "一是学习。", 5: "问题是渠道单一；三是改进解读。"}),
            # Rows of a table that was not read.
            build_report(sections={1: "部分公开（区 | 0 | 0 |"}),
        ],
        breaks=[
            Break(
                build_report(sections={1: "一是学习；三是解读。"}), "三是", severity=Severity.INFO
            ),
            Break(build_report(sections={1: "一是学习；二是培训；二是解读。"}), "二是"),
            Break(build_report(sections={1: "公开（含政策信息。"}), "（"),
            Break(build_report(sections={1: "公开（含《办法）信息。"}), "《"),
            Break(build_report(sections={1: "公开政策》信息。"}), "》"),
            Break(build_report(sections={1: "全年发布信息条。"}), "信息条"),
            Break(build_report(sections={1: "全年收到件，"}), "收到件"),
            Break(build_report(sections={1: "办结率达%。"}), "率达%"),
        ],
        not_applicable=[NO_PROSE],
    ),
)
