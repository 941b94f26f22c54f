"""Readings of the prose about what is published and where, and about who writes and calls."""

from service.parsing.prose.readings import Reading, reading
from service.parsing.prose.topics import GAZETTE, GAZETTE_NAME, HOTLINE, LETTERS

_NORMATIVE = "(?:行政|税务)?规范性文件(?:总数)?"
_REGULATIONS = "(?:[省市])?(?:人民)?(?:政府)?规章"
_ISSUED = "(?:制发|制定|出台|印发)(?:印发|出台|发布)?"
_RELEASED = "(?:发布|公开|推送|更新|刊发|上传|发文|推出)"
_ITEMS = (
    "(?:了)?(?:各类|各种|各项)?(?:政府|政务|工作|公开|图文)?"
    "(?:信息|文章|推文|图文|博文|微博|稿件|消息|动态)?(?:累计)?"
)
_SITE = "(?:网站|官网|门户)"
_WECHAT = "(?:微信|公众号)"
_ELSEWHERE = "客户端|抖音|头条|视频号|报纸|电视|公报"
_OTHER_CHANNEL = {
    # A column of a site is a part of it, unless it is what an organ without one has there.
    "website_items": (
        "(?:(?<!公开)(?<![县区镇乡局委])专栏|栏目|专题|频道|[首内]页|网站群|(?<![本我])(?:部门|单位)网|内网|微信|公众号|微博|新媒体"
        f"|{_ELSEWHERE}|{_SITE}等)[^0-9,，。;:]*$"
    ),
    "wechat_items": f"(?:{_SITE}|微博|{_ELSEWHERE}|{_WECHAT}等)[^0-9,，。;:]*$",
    "weibo_items": f"(?:{_SITE}|{_WECHAT}|{_ELSEWHERE}|微博等)[^0-9,，。;:]*$",
}
_CHANNEL = f"{_SITE}|{_WECHAT}|微博|媒体|平台|渠道|专栏|栏目|{_ELSEWHERE}"
# 发布信息1177条，其中网站862条: what the parts are is said with the whole.
_OF_ITEMS = (
    "(?:公开|发布|推送|更新)[^,，。;]{0,12}信息[^,，。;]{0,6}"
    "[0-9]+[条篇件][,，。;:][^。]*其中[^。]*$"
)
_OF_ONE_KIND = "(?:方面|领域|(?<!各)类|目录|围绕)[^0-9,，。;:]*$"
_NOT_YET = "[应拟可](?:主动)?(?:公开|发布)[^0-9,，。;:]*$"
# 移送主动公开政府信息56件 and 审核主动公开信息320条 tell what was done with some of them.
_DONE_WITH_SOME = "(?:其中[,，]?新增|移[送交]|[送报]送|送交|审[核查]|[检抽]查|转载)[^0-9,，。;:]*$"
_PART = "(?:其中|会同|联合|代|报请|以[^,，。;:]{2,10}名义)[^0-9,，。;:]*$"
# 截至2022年底现行有效17件 counts another year's, unless 2023年底 is named behind.
_AT_ANOTHER_END = (
    "(?:上一?年度?|去年|20[0-9]{2}年)(?:底|末|12月(?:底|末|31日))(?:(?!本年|今年)[^。;])*$"
)
_NO_STOCK = (
    "(?:年初|原有|新增|新开|新建|注销|关停|关闭|清理|整合|撤销|检查|抽查|监测|其中)[^0-9,，。;:]*$"
)
_CALLS = (
    "热线(?:平台|服务|工单|交办|转办|派发|受理|承办|办理|接听|接收|收到|来电|来件|电话|诉求|事项|案件|件"
    "|群众|市民|各类|的|共)*"
)

# 留言26条、来信38件 are received together.
_AND_NO_OTHERS = "(?![、和及][^,，。;:0-9]{0,12}(?:来信|留言|信件|信箱)[^,，。;:0-9]{0,6}[0-9])"


def _released(figure: str, channel: str, units: str) -> tuple[Reading, ...]:
    """Return the readings of what one channel published; what several did is none of it."""
    never = _OTHER_CHANNEL[figure]
    return (
        reading(
            figure,
            units,
            f"{channel}{{}}{_RELEASED}{_ITEMS}|{channel}(?:平台)?信息(?:发布|公开)量?",
            never=never,
        ),
        reading(figure, units, f"{channel}", sentence=_OF_ITEMS, never=never),
    )


READINGS = (
    reading(
        "information_processing_fee",
        "元",
        "信息(?:公开)?处理费(?:收入|收取)?(?:总?金?额)?",
        never="(?:应收|应缴|拟收|减免|退还|按[件量])[^0-9,，。;:]*$",
    ),
    reading(
        "information_processing_fee",
        "元",
        "",
        sentence="信息(?:公开)?处理费[0-9]+[笔件次][,，]?(?:共计|合计|总计|共|总?金额)为?$",
    ),
    reading(
        "regulations_issued",
        "件个份部",
        f"(?<!参与){_ISSUED}{_REGULATIONS}|{_REGULATIONS}{_ISSUED}",
        never=_PART,
    ),
    reading("regulations_repealed", "件个份部", f"废止{_REGULATIONS}"),
    reading(
        "regulations_in_force",
        "件个份部",
        f"现行有效的?{_REGULATIONS}",
        never=_AT_ANOTHER_END,
    ),
    reading(
        "normative_documents_issued",
        "件个份",
        f"{_ISSUED}{_NORMATIVE}|{_NORMATIVE}{_ISSUED}",
        never=_PART,
    ),
    reading("normative_documents_repealed", "件个份", f"废止{_NORMATIVE}"),
    reading(
        "normative_documents_repealed",
        "件个份",
        "^(?:全文)?废止",
        sentence=f"{_ISSUED}{_NORMATIVE}[0-9]+[件个份][,，、](?:全文)?废止$",
    ),
    reading(
        "normative_documents_in_force",
        "件个份",
        f"现行有效的?{_NORMATIVE}(?:件?数)?",
        never=_AT_ANOTHER_END,
    ),
    reading(
        "normative_documents_in_force",
        "件个份",
        "现行有效(?:的)?(?:件?数)?",
        sentence="规范性文件(?:(?!规章|法规)[^。])*$",
        never=_AT_ANOTHER_END,
    ),
    *_released("wechat_items", _WECHAT, "条篇期"),
    *_released("weibo_items", "微博", "条篇"),
    *_released("website_items", _SITE, "条篇"),
    reading(
        "items_published",
        "条件",
        "主动公开(?:各类|各种)?(?:政府|政务)?信息(?:累计)?",
        never=f"{_OF_ONE_KIND}|{_NOT_YET}|{_DONE_WITH_SOME}",
    ),
    reading(
        "items_published",
        "条",
        "(?<!申请)(?<!要求)(?<!不予)(?<!部分)(?<!予以)(?:公开|发布)(?:各类|各种)?(?:政府|政务)信息"
        "|(?:全年|共|累计)(?:公开|发布)(?:各类|各种)?(?:政府|政务|公开)?信息|主动公开",
        never=f"(?:{_CHANNEL}|其中)[^。;]*$|{_OF_ONE_KIND}|{_NOT_YET}|{_DONE_WITH_SOME}",
    ),
    reading(
        "website_visits",
        "次",
        "(?<![日月周]均)总?(?:访问量|访问次数|浏览量)"
        "(?:[^,，。;:]{2,20}(?:上升|增长|增加|提高|提升)(?:到|至)(?:本年度?的?)?)?",
        never=f"(?:{_WECHAT}|微博|媒体|{_ELSEWHERE}|专栏|专题|首页|解读|独立)[^0-9,，。;:]*$",
    ),
    reading(
        "gazette_issues",
        "期",
        f"{GAZETTE_NAME}》?(?:(?:编印|编发|编辑|出版|印发|刊印|发行|发布)了?)*",
    ),
    reading(
        "gazette_copies",
        "份册",
        "(?:发行|赠阅|赠送|发放|印发|印刷)",
        topic=GAZETTE,
        never="每期[^0-9,，。;:]*$",
    ),
    reading("interpretation_rate", "%", "(?<!元化)(?<!样化)(?<!形式)解读率"),
    reading(
        "policy_interpretations",
        "个条篇件份",
        "解读材料|政策解读(?:稿件|材料|信息|文章)?|解读政策性?文件|发布(?:政策)?解读信息|发布(?:政策)?图解",
    ),
    reading(
        "press_conferences", "场", "新闻发布会", never="(?:参加|出席|参与|配合)[^0-9,，。;:]*$"
    ),
    reading("press_conferences", "次", "(?:召开|举办|举行|组织)新闻发布会"),
    reading("hotline_cases", "件个条次", f"受理(?:群众)?(?:来电|诉求){{}}|{_CALLS}"),
    reading("hotline_completion_rate", "%", "办结率", topic=HOTLINE),
    reading("hotline_satisfaction_rate", "%", "满意率", topic=HOTLINE),
    reading("hotline_first_call_rate", "%", "(?:首拨)?接通率", topic=HOTLINE),
    reading(
        "letters_received",
        "件条封",
        "(?:收到|受理|接收){}(?:来信|留言|信箱)",
        _AND_NO_OTHERS,
        never="[、和及][^,，。;:0-9]{0,6}留言$",
    ),
    reading(
        "letters_closed",
        "件条封",
        "(?<![未待应])(?:办理|处理|答复|回复|办结){}(?:来信|留言|信件|信箱)",
        _AND_NO_OTHERS,
    ),
    reading("letters_closed", "件条封", "(?<![未待应])办结", topic=LETTERS),
    reading("letters_close_rate", "%", "办结率", topic=LETTERS),
    reading("closed_accounts", "个", "(?:关停|注销|关闭){}新媒体(?:账号)?"),
    reading(
        "closed_accounts",
        "个",
        "^(?:关停|注销|关闭)(?:整合|合并)?(?:账号)?",
        sentence="新媒体(?:账号)?[0-9]+个[,，、](?:关停|注销|关闭)(?:整合|合并)?(?:账号)?$",
    ),
    reading("social_media_accounts", "个", "(?:政务|备案)新媒体(?:账号|平台)?", never=_NO_STOCK),
    reading(
        "social_media_accounts",
        "个",
        "(?:保留有?|开设|现有|共有?|运维|运营|建有|设有|拥有)",
        "(?:政务)?新媒体",
        never=_NO_STOCK,
    ),
)
