"""Words around a number that make it one of some applications, or of some cases, and not of all."""

import re

from service.parsing.prose.readings import COUNT

WAY = "(?:网上|网络|网站|在线|线上|线下|信函|邮寄|邮件|邮箱|当面|现场|传真|书面|口头|窗口)"
_COUNTED = f"[^,，。;:0-9]{{0,8}}[0-9]+[{COUNT}]"

# 5个工作日内答复15件, 当场答复2件 and 按时办结20件 behind 办结27件 are some of the replies.
OF_SOME_REPLIES = (
    "(?:工作日|当[场日天]|即时|提前|延期|逾期|超期|会同|联合|协助|配合|代[省市县区上]|重新)[^,，。;:]*$"
    f"|(?:办结|答复){_COUNTED}[,，]其中(?:按时|按期|及时)[^,，。;:0-9]*$"
)
# 上年结转的3件均已办结，其中予以公开1件; 新收26件中，予以公开8件.
_OF_THOSE_CARRIED_IN = (
    "(?:上一?年|去年|20[0-9]{2}年)度?(?:结转|转入|遗留)[^,，。;0-9]{0,8}[0-9]+件(?:申请)?"
    "(?:中|[^,，。;)0-9]{1,8}[,，]其中|(?:予以|部分|不予|无法|其他))[^。;]*$"
)
_OF_THE_NEW_ONES = "新收[^,，。;0-9]{0,12}[0-9]+件(?:申请)?中[^。;]*$"
# 网络申请20件，予以公开8件; behind 网络申请20件，信函申请6件 it may be all.
_OF_ONE_WAY = (
    f"(?:^|(?<!件)[,，:]|;)[^,，;:0-9]{{0,12}}{WAY}[^,，;:0-9]{{0,8}}[0-9]+件[,，][^,，。;0-9]*$"
)
OF_SOME_RESULTS = (
    f"{_OF_THOSE_CARRIED_IN}|{_OF_THE_NEW_ONES}|{_OF_ONE_WAY}"
    "|(?:自然人|公民|组织)[^,，。;0-9]{0,6}中[,，]?[^,，。;]*$"
    # What it was before or after another decision.
    "|(?:[拟原](?=不予|予以|部分|全部|无法)|重新|改为|变更)[^,，。;:0-9]{0,8}$"
)
# 收到市政府转办的申请5件 leaves open what came otherwise, 收到同一申请人提出的申请12件 what others
# asked for; 多收到5件 is a change.
_FROM_OR_ABOUT_SOME = "同一|某|重复|无效|补正|涉及|关于(?!(?:政府)?信息公开)|企业|公司|律师"
OF_SOME_RECEIPTS = (
    "(?:转办|转来|转交|转送|移送|移交|交办)[^,，。;:0-9]*$|[多少](?:收到|受理|接到)[^,，。;:]*$"
    f"|(?:收到|受理|接到|新收)[^,，。;:0-9、]{{0,3}}(?:{_FROM_OR_ABOUT_SOME})[^,，。;:0-9]*$"
)
# 2022年度结转行政复议1件, and 占全部行政复议案件12件的25%.
OF_OTHER_CASES = "(?:结转|占|全部)[^,，。;:0-9]*$"
_CASES = {"reconsideration", "litigation"}
# 行政复议8件，其中政府信息公开类3件 tells that those 8 are of all kinds.
_OF_ALL_KINDS = re.compile(
    "(?:、(?:行政)?(?:复议|诉讼)(?:案件)?[0-9]+[件起宗])?[,，(、](?:(?!复议|诉讼)[^。;]){0,16}?"
    "(?:其中(?:涉及|涉|因|属于?)?(?:政府)?信息公开|(?:政府)?信息公开类|涉及(?:政府)?信息公开的?[0-9]"
    "|与(?:政府)?信息公开(?:工作)?(?:无关|有关的|相关的))"
)
# 按时办结262件，延期办结6件 are all together, 延期办结0件 leaves none out.
_IN_TIME = re.compile("(?:按时|按期|如期|及时)[^,，。;:0-9]*$")
_OTHERS_LATER = re.compile("[,，、;(](?:延期|延长|逾期|超期)[^,，。;:0-9]{0,10}[1-9]")
# 8件按期答复，1件因申请人撤回终止办理 are all together, too.
_OTHERS_ENDED = re.compile(
    "[^,，。;0-9]{0,12}[,，、;](?:另有?|其余|还有)?[1-9][0-9]*件[^,，。;0-9]{0,14}"
    "(?:撤回|终止|转为|转作|退回|不再|未补正)"
)


def is_of_some_as_said_behind(figure: str, before: str, text: str, last: int) -> bool:
    """Tell whether the words behind a number, which ends at `last`, make it one of some."""
    if figure in _CASES:
        return _OF_ALL_KINDS.match(text, last) is not None
    if figure != "concluded":
        return False
    in_time = _IN_TIME.search(before) is not None
    return (in_time and _OTHERS_LATER.match(text, last) is not None) or (
        _OTHERS_ENDED.match(text, last) is not None
    )
