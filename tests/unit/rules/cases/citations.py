"""Cases of family C."""

from service.model.finding import Severity
from service.model.report import Report
from service.rules.articles import articles_exist
from service.rules.citations import (
    document_numbers_well_formed,
    format_document_number,
    issuing_office_name,
    regulations_order,
)
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases

REGULATIONS = "根据《中华人民共和国政府信息公开条例》"
NOTICE = "《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
OLD_NOTICE = "《关于政府信息公开工作年度报告有关事项的通知》"
SILENT = build_report(introduction="现公布本年度报告。")


def cites(what: str, **other: object) -> Report:
    return build_report(introduction=f"依据{what}编制。", **other)  # type: ignore[arg-type]


CASES = (
    Cases(
        regulations_order,
        holds=[
            build_report(),
            build_report(introduction=REGULATIONS + "（国务院\n令 第 711 号，以下简称《条例》）"),
            build_report(introduction=REGULATIONS + "（中华人民共和国国务院令第711号）编制。"),
            build_report(introduction=REGULATIONS + "（国务院令第492号公布，国务院令第711号修订）"),
            build_report(introduction=REGULATIONS + "（国务院第492号令公布，国务院第711号令修订）"),
            cites("国务院令第711号《中华人民共和国政府信息公开条例》"),
            # Another law has another order.
            cites("《政府信息公开条例》（国务院令第711号）、国务院令第722号《优化营商环境条例》"),
            build_report(
                year=2015, form="pre2019", introduction=REGULATIONS + "（国务院令第492号）"
            ),
        ],
        breaks=[
            Break(
                build_report(introduction=REGULATIONS + "（国务院令第492号）编制。"),
                "国务院令第492号",
                "国务院令第711号",
                Severity.WARNING,
            ),
            Break(
                build_report(introduction=REGULATIONS + "(国务院令第 117 号)编制。"),
                "国务院令第 117 号",
                severity=Severity.WARNING,
            ),
            Break(
                build_report(introduction=REGULATIONS + "（国令第711号）编制。"),
                "国令第711号",
                severity=Severity.INFO,
            ),
            Break(cites("《政府信息公开条例》（国务院第492号令）"), "国务院第492号令"),
            Break(cites("《政府信息公开条例》国务院令第492号"), "国务院令第492号"),
            Break(
                cites("国务院令第492号公布的《中华人民共和国政府信息公开条例》"),
                "国务院令第492号",
                "国务院令第711号",
                Severity.WARNING,
            ),
        ],
        not_applicable=[
            SILENT,
            build_report(year=None),
            build_report(introduction=REGULATIONS + "（以下简称《条例》）编制。"),
        ],
    ),
    Cases(
        format_document_number,
        holds=[
            build_report(),
            build_report(year=2020, form="2019"),
            build_report(introduction=NOTICE + "（国办公开办函〔2021〕\n30 号）"),
            build_report(introduction=NOTICE + "（国办公开办函[2021]30号）"),
            build_report(introduction=NOTICE + "（国办公开办函〔２０２１〕３０号）"),
        ],
        breaks=[
            Break(
                build_report(introduction=NOTICE + "（国办公开函〔2021〕30号）"),
                "国办公开函〔2021〕30号",
                "国办公开办函〔2021〕30号",
            ),
            Break(
                build_report(introduction="按照年度报告格式（国办公开办函〔2021〕31号）"),
                "国办公开办函〔2021〕31号",
            ),
            Break(
                build_report(introduction=NOTICE + "（国办公开办函〔2021〕13号）"),
                "国办公开办函〔2021〕13号",
            ),
            Break(
                build_report(introduction=OLD_NOTICE + "（国办公开办函〔2019〕60号）"),
                "国办公开办函〔2019〕60号",
            ),
            Break(
                build_report(year=2020, introduction=NOTICE + "（国办公开办函〔2021〕30号）"),
                "国办公开办函〔2021〕30号",
                "国办公开办函〔2019〕60号",
            ),
            Break(
                build_report(
                    year=2020, form="2019", introduction=NOTICE + "（国办公开办函〔2019〕60号）"
                ),
                "国办公开办函〔2019〕60号",
                "关于政府信息公开工作年度报告有关事项的通知",
            ),
            Break(
                build_report(introduction=OLD_NOTICE + "（国办公开办函〔2021〕30号）"),
                "国办公开办函〔2021〕30号",
            ),
        ],
        not_applicable=[
            SILENT,
            build_report(year=None),
            build_report(year=2015, form="pre2019"),
            # A notice of the province, and one of the State Council on another matter.
            build_report(introduction="按照年度报告通知（晋政办函〔2024〕12号）编制。"),
            build_report(
                introduction="编制本年度报告，落实《处理费办法》（国办函〔2020〕109号）。"
            ),
            build_report(introduction="编制本年度报告，落实处理费办法（国办函〔2020〕109号）。"),
        ],
    ),
    Cases(
        issuing_office_name,
        holds=[
            build_report(),
            build_report(introduction="国务院办公厅政府信息\n\n与政务公开办公室的通知"),
        ],
        breaks=[
            Break(
                build_report(introduction="国务院办公厅政府信息公开与政务公开办公室的通知"),
                "国务院办公厅政府信息公开与政务公开办公室",
                "国务院办公厅政府信息与政务公开办公室",
            ),
            Break(
                build_report(introduction="国务院办公厅信息与政务公开办公室的通知"),
                "国务院办公厅信息与政务公开办公室",
            ),
        ],
        not_applicable=[
            SILENT,
            build_report(introduction="国务院办公厅关于政务公开的意见和市政府办公室要求"),
        ],
    ),
    Cases(
        document_numbers_well_formed,
        holds=[build_report(), build_report(introduction="按照国办发﹝2021﹞12号文件")],
        breaks=[
            Break(
                build_report(introduction="按照国办发[2021]12号文件"),
                "按照国办发[2021]12号",
                "按照国办发〔2021〕12号",
            ),
            Break(
                build_report(introduction="（运政办字〔2021〕第012号）"),
                "运政办字〔2021〕第012号",
                "运政办字〔2021〕12号",
            ),
            Break(build_report(introduction="（运政办字〔21〕12号）"), "运政办字〔21〕12号"),
        ],
        not_applicable=[SILENT],
    ),
    Cases(
        articles_exist,
        holds=[
            cites("《中华人民共和国政府信息公开条例》第五十条"),
            cites("《政府信息公开条例》（国务院令第711号）第二十条和第56条"),
            cites("《政府信息公开条例》第五〇条和第一十条"),
            # 《条例》 is another law as well.
            cites(
                "《政府信息公开条例》（以下简称《条例》）第五十条、《优化营商环境条例》（简称《条例》）"
                "和《条例》第六十条"
            ),
            # A province's own Regulations may have more articles.
            cites("《中华人民共和国政府信息公开条例》第五十条、《广东省政务公开条例》第九十条"),
        ],
        breaks=[
            Break(cites("《中华人民共和国政府信息公开条例》第六十五条"), "第六十五条", "≤ 56"),
            Break(cites("《政府信息公开条例》第二十条、第57条"), "第57条"),
            Break(cites("《政府信息公开条例》第六〇条"), "第六〇条", "≤ 56"),
            Break(
                cites(
                    "《政府信息公开条例》（国务院令第711号，以下简称《条例》）。按《条例》第六十条"
                ),
                "第六十条",
                "≤ 56",
            ),
            Break(
                cites("中华人民共和国政府信息公开条例（国务院令第711号）第一百零二条"),
                "第一百零二条",
            ),
            Break(
                cites("《政府信息公开条例》第三十九条", year=2015, form="pre2019"),
                "第三十九条",
                "≤ 38",
            ),
        ],
        not_applicable=[
            SILENT,
            build_report(year=None),
            cites("《广东省政府信息公开条例》第九十条"),
            # Nothing tells which law is meant.
            cites("《条例》第九十条"),
        ],
    ),
)
