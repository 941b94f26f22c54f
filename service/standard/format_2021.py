"""
The format of 2021, for report years 2021 and later.

Source: 国办公开办函〔2021〕30号, 《中华人民共和国政府信息公开工作年度报告格式》.
"""

from service.standard.template import (
    AMOUNT,
    ColumnTemplate,
    FormatTemplate,
    Quantity,
    RowTemplate,
    TableTemplate,
)

_DOCUMENTS = (
    ColumnTemplate("issued", "本年制发件数"),
    ColumnTemplate("repealed", "本年废止件数"),
    ColumnTemplate("in_force", "现行有效件数"),
)
_DECISIONS = (ColumnTemplate("decisions", "本年处理决定数量"),)
_FEES = (ColumnTemplate(AMOUNT, "本年收费金额（单位：万元）", Quantity.AMOUNT, unit="万元"),)

DISCLOSURE = TableTemplate(
    code="disclosure",
    section=2,
    headings=("信息内容",),
    rows=(
        RowTemplate("regulations", "规章", _DOCUMENTS, group="第二十条第（一）项"),
        RowTemplate(
            "normative_documents",
            "行政规范性文件",
            _DOCUMENTS,
            group="第二十条第（一）项",
            variants=("规范性文件",),
        ),
        RowTemplate("licensing", "行政许可", _DECISIONS, group="第二十条第（五）项"),
        RowTemplate("penalties", "行政处罚", _DECISIONS, group="第二十条第（六）项"),
        RowTemplate("coercive_measures", "行政强制", _DECISIONS, group="第二十条第（六）项"),
        RowTemplate("administrative_fees", "行政事业性收费", _FEES, group="第二十条第（八）项"),
    ),
)

APPLICANTS = (
    ColumnTemplate("natural_person", "自然人"),
    ColumnTemplate("commercial_enterprise", "商业企业"),
    ColumnTemplate("research_institution", "科研机构"),
    ColumnTemplate("public_welfare_organization", "社会公益组织"),
    ColumnTemplate("legal_service_organization", "法律服务机构"),
    ColumnTemplate("other_organization", "其他"),
    ColumnTemplate("total", "总计"),
)

_RESULTS = "三、本年度办理结果"
_REFUSED = "（三）不予公开"
_UNABLE = "（四）无法提供"
_NOT_PROCESSED = "（五）不予处理"
_OTHER = "（六）其他处理"


def _row(
    code: str, label: str, group: str | None = None, variants: tuple[str, ...] = ()
) -> RowTemplate:
    return RowTemplate(code, label, APPLICANTS, group, variants)


APPLICATION_HEADINGS = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "申请人情况",
    "法人或其他组织",
    _RESULTS,
    _REFUSED,
    _UNABLE,
    _NOT_PROCESSED,
    _OTHER,
)

RECEIVED_TO_NOT_PROCESSED = (
    _row("received", "一、本年新收政府信息公开申请数量"),
    _row("carried_in", "二、上年结转政府信息公开申请数量"),
    _row("granted", "（一）予以公开", _RESULTS),
    _row(
        "partially_granted",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        _RESULTS,
        variants=("（二）部分公开",),
    ),
    _row("refused.state_secret", "1.属于国家秘密", _REFUSED),
    _row("refused.prohibited_by_law", "2.其他法律行政法规禁止公开", _REFUSED),
    _row("refused.security_and_stability", "3.危及“三安全一稳定”", _REFUSED),
    _row("refused.third_party_rights", "4.保护第三方合法权益", _REFUSED),
    _row("refused.internal_affairs", "5.属于三类内部事务信息", _REFUSED),
    _row("refused.deliberative_process", "6.属于四类过程性信息", _REFUSED),
    _row("refused.enforcement_file", "7.属于行政执法案卷", _REFUSED),
    _row("refused.administrative_query", "8.属于行政查询事项", _REFUSED),
    _row("unable.not_held", "1.本机关不掌握相关政府信息", _UNABLE),
    _row("unable.requires_creation", "2.没有现成信息需要另行制作", _UNABLE),
    _row("unable.unclear_after_correction", "3.补正后申请内容仍不明确", _UNABLE),
    _row("not_processed.petition_or_complaint", "1.信访举报投诉类申请", _NOT_PROCESSED),
    _row("not_processed.duplicate", "2.重复申请", _NOT_PROCESSED),
    _row("not_processed.publication", "3.要求提供公开出版物", _NOT_PROCESSED),
    _row("not_processed.excessive_repetition", "4.无正当理由大量反复申请", _NOT_PROCESSED),
    _row(
        "not_processed.confirmation_or_reissue",
        "5.要求行政机关确认或重新出具已获取信息",
        _NOT_PROCESSED,
    ),
)

OTHER_SINGLE_ROW = _row("other", _OTHER, _RESULTS)
CONCLUDED_AND_CARRIED_OUT = (
    _row("concluded", "（七）总计", _RESULTS),
    _row("carried_out", "四、结转下年度继续办理"),
)

APPLICATIONS = TableTemplate(
    code="applications",
    section=3,
    headings=APPLICATION_HEADINGS,
    rows=(
        *RECEIVED_TO_NOT_PROCESSED,
        _row(
            "other.correction_overdue",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            _OTHER,
            variants=("1.逾期不补正",),
        ),
        _row(
            "other.fee_overdue",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            _OTHER,
            variants=("2.逾期不缴费",),
        ),
        _row("other.other", "3.其他", _OTHER),
        *CONCLUDED_AND_CARRIED_OUT,
    ),
)

APPLICATIONS_WITH_SINGLE_OTHER = TableTemplate(
    code="applications",
    section=3,
    headings=APPLICATION_HEADINGS,
    rows=(*RECEIVED_TO_NOT_PROCESSED, OTHER_SINGLE_ROW, *CONCLUDED_AND_CARRIED_OUT),
)

OUTCOMES = (
    ColumnTemplate("upheld", "结果维持"),
    ColumnTemplate("corrected", "结果纠正"),
    ColumnTemplate("other", "其他结果"),
    ColumnTemplate("pending", "尚未审结"),
    ColumnTemplate("total", "总计"),
)

REVIEW = TableTemplate(
    code="review",
    section=4,
    headings=("行政诉讼",),
    rows=(
        RowTemplate("reconsideration", "行政复议", OUTCOMES),
        RowTemplate("litigation_direct", "未经复议直接起诉", OUTCOMES, group="行政诉讼"),
        RowTemplate("litigation_after_reconsideration", "复议后起诉", OUTCOMES, group="行政诉讼"),
    ),
)

FORMAT_2021 = FormatTemplate(
    code="2021",
    document_number="国办公开办函〔2021〕30号",
    disclosure=DISCLOSURE,
    applications=APPLICATIONS,
    review=REVIEW,
)
