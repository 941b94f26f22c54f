"""
The format of 2019 (trial), for report years 2019 and 2020.

Source: 国办公开办函〔2019〕60号, 《关于政府信息公开工作年度报告有关事项的通知》.
"""

from service.standard.format_2021 import APPLICATIONS_WITH_SINGLE_OTHER, REVIEW
from service.standard.template import (
    AMOUNT,
    ColumnTemplate,
    FormatTemplate,
    Quantity,
    RowTemplate,
    TableTemplate,
)

_DOCUMENTS = (
    ColumnTemplate("newly_made", "本年新制作数量"),
    ColumnTemplate("newly_disclosed", "本年新公开数量"),
    ColumnTemplate("total_disclosed", "对外公开总数量"),
)
_PREVIOUS = ColumnTemplate("previous_items", "上一年项目数量")
_CHANGE = ColumnTemplate("change", "本年增/减", Quantity.CHANGE)
_ITEMS = (_PREVIOUS, _CHANGE, ColumnTemplate("decisions", "处理决定数量"))
_FEES = (_PREVIOUS, _CHANGE)
_PROCUREMENT = (
    ColumnTemplate("projects", "采购项目数量"),
    ColumnTemplate(AMOUNT, "采购总金额", Quantity.AMOUNT),
)

DISCLOSURE = TableTemplate(
    code="disclosure",
    section=2,
    headings=("信息内容",),
    rows=(
        RowTemplate("regulations", "规章", _DOCUMENTS, group="第二十条第（一）项"),
        RowTemplate(
            "normative_documents",
            "规范性文件",
            _DOCUMENTS,
            group="第二十条第（一）项",
            variants=("行政规范性文件",),
        ),
        RowTemplate("licensing", "行政许可", _ITEMS, group="第二十条第（五）项"),
        RowTemplate(
            "other_external_services", "其他对外管理服务事项", _ITEMS, group="第二十条第（五）项"
        ),
        RowTemplate("penalties", "行政处罚", _ITEMS, group="第二十条第（六）项"),
        RowTemplate("coercive_measures", "行政强制", _ITEMS, group="第二十条第（六）项"),
        RowTemplate("administrative_fees", "行政事业性收费", _FEES, group="第二十条第（八）项"),
        RowTemplate("procurement", "政府集中采购", _PROCUREMENT, group="第二十条第（九）项"),
    ),
)

FORMAT_2019 = FormatTemplate(
    code="2019",
    document_number="国办公开办函〔2019〕60号",
    disclosure=DISCLOSURE,
    applications=APPLICATIONS_WITH_SINGLE_OTHER,
    review=REVIEW,
)
