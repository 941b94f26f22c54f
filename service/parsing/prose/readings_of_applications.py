"""Readings of the prose about applications for disclosure, and the cases that arose from them."""

from service.parsing.prose.parts_of_applications import (
    OF_OTHER_CASES,
    OF_SOME_RECEIPTS,
    OF_SOME_REPLIES,
    OF_SOME_RESULTS,
    WAY,
)
from service.parsing.prose.readings import COUNT, Reading, reading
from service.parsing.prose.topics import APPLICATIONS, REVIEW

LAST_YEAR = "(?:上一?年|去年)度?"
_NEXT_YEAR = "(?:下一?|次|明)年度?"
_ORGANISATIONS = "法人(?:或|和|及|与|、)?者?其他组织"
_EVERYBODY = f"(?:公民、?|自然人、?)?(?:{_ORGANISATIONS})?"
_SUBJECT = "(?:政府)?(?:信息)?(?:公开)?(?:的)?(?:申请|事项|案件)*件?"
_TAKEN_IN = "(?:收到|受理|接到|收办|新收|接收)"
# 予以公开、部分公开11件 counts both together.
_ALONE = "(?<!公开[及和或与、])(?<!提供[及和或与、])(?<!处理[及和或与、])(?<!后)"
_WITH_ANOTHER = "[^()]{0,6}(?:公开|提供|处理)"
_AND_ANOTHER = "(?![及和或与、](?:予以|部分|不予|无法|其他))"
# 自然人23件，其中予以公开9件 counts a part; so does 予以公开9件，其中自然人8件.
_OF_ONE_APPLICANT = (
    f"(?:自然人|公民|组织)[^,，。;]{{0,10}}[0-9]+件[^。;0-9]{{0,3}}其中[^。;]*$|{OF_SOME_RESULTS}"
)
# 自然人134件（含上年结转3件）: not all that were carried in.
_OF_NATURAL_PERSONS = (
    r"(?:自然人|公民)[^,，。;法组]{0,10}[0-9]+件(?:[(,，]?(?:含|包括|包含|其中)|[(]新收)[^。;)]*$"
)
_RESULT = "(?:(?:予以|部分|不予)公开|无法提供|(?:不予|其他)处理|结转)"
_BESIDE_A_RESULT = f"{_RESULT}[^,，。;:]*$"
# 2件结转下年度，其中自然人1件.
_OF_ONE_RESULT = (
    f"(?:{_RESULT}|延期|逾期|超期|撤回)[^,，。;]{{0,8}}[0-9]+件[^。;0-9]{{0,3}}其中[^。;]*$"
    f"|[0-9]+件[^,，。;0-9]{{0,14}}{_RESULT}[^,，。;0-9]{{0,8}}[,，]其中[^。;]*$"
)
_NO_APPLICATION = "(?!.{0,10}(?:投诉|举报|建议|提案|咨询))"
_ENTRY = f"(?:{WAY}|平台|邮政|快递|(?i:EMS))"
_IN_ONE_WAY = (
    f"(?:^|[,，;:])[^,，;:等]{{0,20}}{_ENTRY}[^,，;:等]{{0,8}}{_TAKEN_IN}[^,，;:]*$"
    f"|{_TAKEN_IN}[^,，;:等]{{0,8}}{_ENTRY}[^,，;:等]*$"
)
_NO_RECEIPT = (
    "(?:不予|未|不再|其中[^,，。;:]{0,8})(?:收到|受理|接到)[^,，。;:]*$"
    "|(?<!公开)(?<!申请)(?:方面|领域|类)[^,，。;:0-9]{0,3}(?:收到|受理|接到)[^,，。;:]*$"
    f"|{_IN_ONE_WAY}|{OF_SOME_RECEIPTS}"
)
_WITH_LAST_YEARS = rf"[(,，]?(?:其中)?(?:含|包括|包含|包括了){LAST_YEAR}"
_BESIDE_LAST_YEARS = (
    f"{LAST_YEAR}[^,，。;]{{0,6}}(?:结转|转入)[^,，。;]{{0,12}}[0-9]+[件例起宗][,，][^。;]{{0,12}}$"
)
# 依法公开答复8件 is a result, 依申请公开答复27件 all of them.
_NOT_ALL = (
    "(?<![法予以分意动]公开)(?<![未待应])(?<!当年)(?<!超期)(?<!逾期)(?<!提前)(?<!延期)"
    "(?<!后)(?<!复议)(?<!诉讼)(?<!不再)"
)
# 行政诉讼3件，办结2件，结转下年1件 goes on with what is no application.
_OF_CASES = (
    f"(?:复议|诉讼|应诉)[^,，。;:0-9]{{0,8}}[0-9]+[{COUNT}][^。;]*$"
    "|(?:复议|诉讼|应诉)案[^,，。;:0-9]*$"
)
# 邮寄答复78件 are some of the replies; 以邮寄、网络等方式答复 and 书面答复 may be all.
_WAY_OF_REPLY = (
    "(?:网上|网络|在线|线上|线下|信函|邮寄|邮件|邮箱|当面|现场|传真|口头|窗口|电话|短信)"
    "(?:方式|形式|途径|渠道|直接)?(?:进行|予以|作出)?"
    "(?:答复|回复|办结|办理完毕)(?:了|申请人|申请)*(?:共|为)?$"
)
_CONCLUDED_ELSEWHERE = (
    f"(?:代理|新收|复议|诉讼|应诉|当年|其中{WAY}|{LAST_YEAR})[^,，。;:0-9]*$|{_OF_CASES}"
    f"|{_WAY_OF_REPLY}|{OF_SOME_REPLIES}"
)
_OUT_OF_LAST_YEAR = f"{LAST_YEAR}(?:报告|结?转(?:至|到|入)?{_NEXT_YEAR})[^,，。;:0-9]*$"
_OF_OTHERS = "(?<!办理)(?<!审理)(?<!受理)(?<!代理)(?<!审结)(?<!参与)"
_OF_ALL_KINDS = (
    "(?:全[局市县区省](?![^,，。;:]*信息公开)|因(?!政府信息|信息|依申请|公开))[^,，。;:]*$"
    # Cases that the organ decides itself, about other organs.
    "|作为(?:复议机关|第三人)[^。;]*$|(?:受理|审理)[^,，。;:0-9]{0,12}复议[^,，。;:]*$"
    f"|{OF_OTHER_CASES}"
)
# 行政复议和行政诉讼5件 counts both together.
_NOT_BOTH = "(?<!复议[、和及与或])(?<!诉讼[、和及与或])"


def _one(
    figure: str, before: str, behind: str = "", *, sentence: str = "", never: str = ""
) -> Reading:
    return reading(
        figure, COUNT, before, behind, topic=APPLICATIONS, sentence=sentence, never=never
    )


def _result(figure: str, label: str) -> tuple[Reading, ...]:
    """Return the readings of a result: its label before the number, or behind it."""
    return (
        _one(
            figure,
            rf"{_ALONE}{label}(?:\((?!{_WITH_ANOTHER})[^()]{{0,20}}\))?(?:情况|类|的|决定)?(?:答复)?(?:申请)?",
            "(?!为)",
            never=_OF_ONE_APPLICANT,
        ),
        _one(
            figure,
            "",
            f"(?:申请)?(?:为|系|属于|作出|作|答复|决定)?{label}{_AND_ANOTHER}",
            never=_OF_ONE_APPLICANT,
        ),
    )


def _review(figure: str, noun: str, act: str) -> tuple[Reading, ...]:
    """Return the readings of cases that arose from applications; those of all kinds are none."""
    case = "的?(?:案件|申请)?(?:数量|件)?"
    about = "(?:涉及|因)(?:政府)?信息公开(?:的|类)?(?:案件)?"
    return (
        reading(
            figure, COUNT, f"{_OF_OTHERS}{_NOT_BOTH}{noun}{case}", topic=REVIEW, never=_OF_ALL_KINDS
        ),
        reading(figure, COUNT, "", f"被?{act}", topic=REVIEW, never=_OF_ALL_KINDS),
        _one(figure, f"被(?:申请|提起|提出)?{noun}{case}", never=_OF_ALL_KINDS),
        _one(figure, "", f"被{act}", never=_OF_ALL_KINDS),
        reading(
            figure,
            COUNT,
            about,
            sentence=f"{noun}(?:案件)?[0-9]+[件起宗][,，](?:其中)?{about}[^,，。;]*$",
        ),
    )


READINGS = (
    _one(
        "by_natural_persons",
        "(?:自然人|公民个?人?|个人)(?:提出|提交)?的?(?:政府信息公开)?(?:申请)?件?",
        never=_OF_ONE_RESULT,
    ),
    _one(
        "by_natural_persons", "", "(?:申请)?(?:为|是|系|来自)自然人(?!、)", never=_BESIDE_A_RESULT
    ),
    _one(
        "by_legal_persons",
        "(?<!公民[、和或与及])(?<!公民)(?<!自然人[、和或与及])(?<!自然人)"
        f"{_ORGANISATIONS}(?:提出|提交)?的?(?:政府信息公开)?(?:申请)?件?",
        never=_OF_ONE_RESULT,
    ),
    _one(
        "by_legal_persons",
        "",
        f"(?:申请)?(?:为|是|系|来自){_ORGANISATIONS}",
        never=_BESIDE_A_RESULT,
    ),
    _one(
        "carried_in",
        f"{LAST_YEAR}(?:结转|转入|转来|遗留)(?:[至到]?本年度?|的|未办结|继续|办理)*{_SUBJECT}"
        f"|(?:承接|结转){LAST_YEAR}{_SUBJECT}",
        "(?!的?(?:政府信息公开)?(?:行政)?(?:复议|诉讼|应诉))",
        never=f"{_OF_CASES}|{_OF_NATURAL_PERSONS}",
    ),
    _one(
        "carried_in",
        "",
        f"(?:申请)?(?:为|系|是|由)?{LAST_YEAR}结转(?!至|到|入|的?(?:行政)?(?:复议|诉讼))",
        never=f"{_OF_CASES}|{_OF_NATURAL_PERSONS}",
    ),
    _one(
        "carried_out",
        f"(?:转|顺延|延期|延续)(?:至|到|入)?{_NEXT_YEAR}(?:继续)?(?:办理|处理|答复|办结)?的?(?:申请)?"
        "|跨年度?(?:办理|结转)",
        never=f"{_OF_CASES}|{_OUT_OF_LAST_YEAR}",
    ),
    _one(
        "carried_out",
        "",
        "(?:申请)?(?:按规定|按程序|依法|需|将|拟)*(?:结转|转结|转|顺延|延期|延)(?:至|到|入)?"
        f"(?:{_NEXT_YEAR}|下)",
        never=_OF_CASES,
    ),
    *_result("refused", "不(?:予|同意|予同意)公开"),
    *_result("partially_granted", "部分(?:同意)?公开"),
    *_result("granted", "(?<!不)(?<!不予)(?<!部分)(?:予以全部|予以|同意|准予|全部)公开"),
    *_result("unable", "无法提供(?:政府信息)?"),
    *_result("not_processed", "不予处理"),
    *_result("other_results", "其他处理"),
    *_review("reconsideration", "(?:行政复议|申请复议)", "(?:申请|提起|提出)(?:行政)?复议"),
    *_review("litigation", "(?:行政诉讼|行政应诉|被起诉)", "(?:提起|起诉)(?:的)?行政诉讼"),
    _one(
        "received_and_carried_in",
        f"(?:{_TAKEN_IN}|办理){{}}(?:申请|申请公开|信息公开){_SUBJECT}",
        _WITH_LAST_YEARS,
    ),
    _one(
        "received_and_carried_in",
        "(?:^|年|年度)(?:合计|共计?|总计|应办理?|应办结|需办理)",
        sentence=_BESIDE_LAST_YEARS,
        never="(?:复议|诉讼|应诉)[^。;]*$",
    ),
    _one(
        "received",
        f"{_TAKEN_IN}{{}}(?:信息公开|公开|申请公开){_SUBJECT}"
        # 各类申请 may be more than those for information.
        f"|{_TAKEN_IN}(?:和|并|及|且)?(?:办理|答复|处理|受理)?(?:的|了|有效)*{_EVERYBODY}"
        "(?:提出|提交)?的?申请件?"
        f"|{_TAKEN_IN}(?:和|并|及|且)?(?:办理|答复)?(?:的|了|各类|有效)*{_EVERYBODY}"
        "(?:提出|提交)?的?(?:政府)?信息公开的?申请件?",
        _NO_APPLICATION,
        never=_NO_RECEIPT,
    ),
    _one(
        "received",
        "(?<!办结)(?<!答复)(?<!办理)(?:(?:政府)?信息公开的?|依申请公开)申请(?:(?:受理|收到)?(?:总?数量?|总?量)|受理|收到)"
        "|依申请公开(?:政府信息)?(?:申请)?(?:受理|收到)",
        never=_NO_RECEIPT,
    ),
    _one(
        "received",
        f"{_TAKEN_IN}(?:和|并|及|且)?(?:办理|答复|处理|受理)?(?:的|了)*",
        "(?:政府)?(?:信息)?(?:公开)?的?申请(?![表书])",
        never=_NO_RECEIPT,
    ),
    _one("received", "共有", "(?:政府)?信息公开的?申请(?![表书])"),
    _one(
        "received",
        r"(?:^|[、(])(?:其中)?(?:本年度?|全年)?(?:共)?新收(?:到)?",
        never="(?:自然人|公民|法人|组织|企业)[^,，。;]*$",
    ),
    _one(
        "received",
        "(?:今年|本年度?)(?:共)?(?:收到|受理|新收)",
        sentence="信息公开的?申请[0-9]+[件例起宗][,，;][^。;,，]{0,12}$",
    ),
    _one(
        "concluded",
        f"{_NOT_ALL}(?:办结|办理完毕|答复)(?:{_EVERYBODY}|申请人)?(?:政府信息公开)?的?(?:申请)?",
        never=_CONCLUDED_ELSEWHERE,
    ),
    _one(
        "concluded",
        "",
        "在(?:规定|法定)(?:时限|期限)内{}(?:答复|办结)",
        never=f"{WAY}|{LAST_YEAR}[^,，。;:0-9]*$|{_OF_CASES}",
    ),
    _one(
        "concluded",
        "",
        "(?:申请)?(?:均|全部|都)?(?:已)?(?:依法|依规|按期|按时|及时|全部|予以)*"
        "(?:答复|办结|办理完毕)(?!率)",
        never=f"(?:{WAY}|其中|{LAST_YEAR})[^,，。;:]*$|{_OF_CASES}",
    ),
)
