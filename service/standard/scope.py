"""
Whose numbers a sentence states, and of which time: the organ's own of the report's year, or not.

The words that decide stand before the number in its sentence; the last of a kind counts, and what
stands in closed brackets counts for nothing behind them. A number of last year, of a part of the
year, of all years together, of a whole city or of another organ is not one of the report's.
"""

import re
from functools import cached_property

# 县（市、区） is one word.
_CLOSED = re.compile(r"[(（](?![市区县旗、]{1,5}[)）])[^()（）]{0,80}[)）]")
_CLAUSE_MARK = re.compile("[,，;；:：]")
_NOT_COMPARED = (
    "(?<![比较同与和于是转达])(?<!相比)(?<![转结期延续]至)(?<![转期延续]到)"
    "(?<!转入)(?<!顺延)(?<!承接)"
)
_OF_A_STOCK = "(?!年?度?(?:结转|转|跨|遗留|留存|未办|未结|同期|相比|的?同|的[0-9]|延续|底|末|基数))"
_ANOTHER_TIME = (
    f"{_NOT_COMPARED}(?:上一?年度?|去年|往年|前年|下一?年度?|明年|次年)(?!度?报告){_OF_A_STOCK}"
    "|历年|以来|至今|近[两二三四五六七八九十几0-9]{1,2}年|[两二三四五六七八九十]年来|十[一二三四五]五(?:期间|时期)"
    "|截[至止][^,，;；。]{0,16}[,，]?(?:(?!全年|今年|本年|年内|当年)[^,，;；。0-9]){0,16}?累计"
    "|[上下]半年|[一二三四1-4]季度|前[0-9一二三四五六七八九十]{1,2}个?月"
    "|每个?[季月周日天]|[月日周]均"
)
# 1—12月, 12月底 and 12月31日 name the end of the year; a month by itself is a part of it.
_MONTH = (
    r"(?<![0-9至到~—～一二三四五六七八九十-])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?"
    r"(?![0-9一二三四五六七八九十至到~—～底末初-])"
)
# 1-9月 is a part of it as well, and so is any stretch that ends before December.
_MONTHS = (
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月?份?[至到~—～-]{1,2}"
    r"(?:[1-9]|1[01]|[一二三四五六七八九]|十一?)月份?(?![0-9一二三四五六七八九十底末初])"
)
# 12月底 is the end of the year, 截至11月底 is not.
_UP_TO_A_MONTH = (
    "截[至止到](?:[本今]年|20[0-9]{2}年)?(?:[1-9]|1[01]|[一二三四五六七八九]|十一?)月"
    "(?:份|底|末|[0-9]{1,2}日)"
)
# 2022年、2023年分别收到12件、15件: which number is whose, the places of the years tell.
_ONE_A_YEAR = re.compile(
    "(?:20[0-9]{2}|[上本]年)年?度?[、,，和及与至到~—～-](?=20[0-9]{2}年|[本下]年)"
    "[^。;；]{0,40}分别[^。;；]*$"
)
_THIS_TIME = (
    "(?:今年|本年度?)(?:以来)?|年初以来|一年以?来|一直以来|长期以来|本期|报告期"
    "|(?<!年)(?<!年[,，])全年|年内|年度内|当年"
)
# The first class alone lets the search pass over most characters; so it does below.
_TIME = re.compile(
    "(?=[0-9今本年一二三四五六七八九十长期报全当上去往前下明次历以至截第每月日周累近两几])"
    rf"(?:(?P<own>{_THIS_TIME})|(?P<other>{_ANOTHER_TIME}|{_UP_TO_A_MONTH}|{_MONTHS}|{_MONTH})"
    rf"|(?P<sum>累计)|{_NOT_COMPARED}(?P<year>20[0-9]{{2}})(?=年){_OF_A_STOCK}"
    "(?!年(?:修订|制定|印发|出台|公布|发布|实施)的?(?:《|[^,，;；。0-9]{0,12}办法))"
    "(?:年度?以来)?)"
)
# 上年结转 and 2021年制定 tell of what this year goes on with.
_OPENING_YEAR = re.compile(
    "(?:(?P<year>20[0-9]{2})年度?+|上一?年度?+|去年|前年)(?!报告|底|末)[,，]?+"
    "(?!结转|转|遗留|留存|未办|制定|修订|印发|出台|以来|至|-)(?=[^。]*[0-9][件例起宗条个次篇期份])"
)
_PLACES = "省市县区州盟旗镇乡"
_OWN_ORGAN = (
    "[我本该][厅局委办院校会所站镇乡区县市省州处队]|本[级机单部街]|我[们单街]|机关本级|[市区县省州]本级"
    "|其中[市区县]?局"
)
_OTHER_ORGAN = (
    "(?:下属|所属|直属|隶属|[局厅委省市县区]属|辖区|各级|各)[^,，;；。:：0-9]{0,6}"
    "(?:单位|部门|机构|科室|[股处]室|街道|镇街|[县区]|乡镇|机关|系统|[分支]局|海关|企业|公司|学校|医院)"
    "|隶属海关|[全局厅委]系统|全国[^,，;；。:：0-9]{0,6}(?:系统|机关|部门|机构|海关)"
)
# Neither the counties of a city nor its departments are the city, but together they may be.
_PART_OF_PLACE = (
    r"各(?:县|区|旗|乡|镇|街|社区|村)(?:[县区市镇旗]|街道|[(（][^()（）]{1,8}[)）])*"
    "(?![^,，;；。:：0-9]{0,12}(?:部门|单位|机关))"
    "|(?<![全、和及与])县[(（][市区旗、]{1,5}[)）]"
    "|(?<![、和及与])[省市县区州][直级]各?(?:部门|单位)"
)
# A government is more than its own level and than the office that writes for it.
_LEVEL_OF_PLACE = r"(?:(?:政府|[市区县省州])?本级|[我本该][厅局委办])"
_ORGAN = re.compile(
    "(?=[我本该机市区县省州其全下所直隶辖各政乡镇局厅委])"
    rf"(?:(?P<level>{_LEVEL_OF_PLACE})|(?P<own>{_OWN_ORGAN})|全(?P<place>[{_PLACES}]|街道)(?!面)"
    rf"|(?P<part>{_PART_OF_PLACE})|(?P<other>{_OTHER_ORGAN})|(?P<lower>[县区乡镇])级)"
)
_LEVEL = re.compile(
    rf"(?P<place>[{_PLACES}]|街道)(?:人民)?(?:政府|办事处|公所|管理委员会|管委会)?$"
)
_ACT = re.compile(
    "(?=[共合全年本今累一总也均都未没无收受接新办制发出])"
    "(?:共计?|合计|全年|年度|本年度?|今年|累计|一共|总共|也|均|都)*"
    "(?:未|没有|无)?(?:收到|受理|接到|新收|收办|接收|办结|制发|出台)"
)
_RECEIVED = re.compile("(?:收到|受理|接到|新收)[^,，;；。:：]{0,20}申请[^,，;；。:：]{0,6}[0-9]")
_OF_ALL = tuple("共合全年本今累一总")
_LONGEST_NAME = 18
_ACTOR = re.compile(
    r"[^年月日底来的由向是和与及,，;；。:：、()（）“”\s0-9]{1,14}"
    r"(?:局|中心|委|院|所|站|队|校|室|科|股|公司|镇|乡|街道办?|[县区市旗]|政府|系统|单位)$"
)
# A site is that of its organ.
_SITE = re.compile("(?:(?:人民)?政府)?(?:官方|门户)*网站$")
# 在省厅网站发布; whoever has no site of its own publishes on its government's.
_OWNER_OF_SITE = re.compile(
    r"(?P<owner>[^年月日底来的由向是和与及在于过用,，;；。:：、()（）“”\s0-9]{1,12}[厅部局委])"
    "(?:政府|官方|门户)*(?:网站?|官网)[^,，;；。:：、]*$"
)
# 2023年度市水务局共收到.
_LEAD_IN = re.compile("^(?:度|据统计|经统计|同时|此外|另外)+")
# A heading runs into the sentence below it.
_HEADING = re.compile(
    "^[(（][一二三四五六七八九十]{1,2}[)）](?:[^,，;；。:：0-9]{0,12}(?:情况|方面|工作|公开|管理|建设|保障))?"
)
_OWN_NAME = re.compile("[我本全该]|机关|小组|园区|^[局厅委](?!属|下)")


class Scope:
    """The organ that reports and the year it reports on, None where the text does not tell."""

    def __init__(self, year: int | None, agency_name: str | None) -> None:
        """Know year and organ."""
        self.year = year
        self._name = agency_name

    @cached_property
    def _place(self) -> str | None:
        """The place whose numbers are the organ's own: 市 for a city's government."""
        level = _LEVEL.search(self._name or "")
        return level["place"] if level else None

    def owns(self, said: str) -> bool:
        """
        Tell whether a number is the organ's own of the year.

        `said` reaches from the beginning of its sentence to the number.
        """
        said = _without_brackets(said)
        return self._is_of_the_year(said) and self._is_of_the_organ(said)

    def tells_of_another_organ(self, said: str) -> bool:
        """Tell whether a sentence says what applications others received, and none of its own."""
        received = list(_RECEIVED.finditer(said))
        return bool(received) and not any(
            self._is_of_the_organ(_without_brackets(said[: found.end()])) for found in received
        )

    def names_an_organ(self, said: str) -> bool:
        """Tell whether `said` names an organ, its own or another one."""
        return _ORGAN.search(said) is not None

    def names_time(self, said: str) -> bool:
        """Tell whether `said` names a time at all."""
        return _TIME.search(said) is not None

    def opens_with_another_year(self, said: str) -> bool:
        """Tell whether a sentence begins with another year, counts, and names no other time."""
        opening = _OPENING_YEAR.match(said)
        if opening is None or self.year is None:
            return False
        is_another = opening["year"] is None or int(opening["year"]) != self.year
        return is_another and not any(
            found["own"] or found["year"] for found in _TIME.finditer(said, opening.end())
        )

    def _is_of_the_year(self, said: str) -> bool:
        if "分别" in said and _ONE_A_YEAR.search(said):
            return False
        own = None
        for found in _TIME.finditer(said):
            if found["own"]:
                own = True
            elif found["year"]:
                own = self.year is None or int(found["year"]) == self.year
            # 全年累计 is the year's, 累计 by itself may be that of all years.
            elif not found["sum"] or own is None:
                own = False
        return own is not False

    def _is_of_the_organ(self, said: str) -> bool:
        if self._name is None:
            return True
        return (
            self._names_no_other(said)
            and self._is_told_of_no_other(said)
            and self._is_on_no_other_site(said)
        )

    def _names_no_other(self, said: str) -> bool:
        """Tell whether neither a whole place nor other organs are what is counted last."""
        own = True
        for found in _ORGAN.finditer(said):
            is_level = found["level"] and not self._place
            place = found["place"] or found["lower"]
            if found["own"] or is_level or (place and place == self._place):
                own = True
            elif not (found["other"] and self._place) and _counts(said, found.end()):
                own = False
        return own

    def _is_told_of_no_other(self, said: str) -> bool:
        """
        Tell whether who received, if named, may be short for the organ's own name.

        Who is named with 收到 goes on with 办结, but not with 共收到.
        """
        for act in reversed(list(_ACT.finditer(said))):
            actor = _ACTOR.search(said, max(0, act.start() - _LONGEST_NAME), act.start())
            if actor is not None:
                return self._may_be_short_for_it(actor[0])
            if act[0].startswith(_OF_ALL):
                break
        return True

    def _is_on_no_other_site(self, said: str) -> bool:
        """Tell whether a site that the number's clause names, if any, may be the organ's own."""
        owner = _OWNER_OF_SITE.search(said)
        return owner is None or self._may_be_short_for_it(owner["owner"])

    def may_be(self, organ: str) -> bool:
        """Tell whether a name may be the organ's own, longer or shorter than it is known."""
        if self._name is None:
            return True
        return self._may_be_short_for_it(organ) or _is_short_for(self._name, organ)

    def _may_be_short_for_it(self, actor: str) -> bool:
        if _OWN_NAME.search(actor):
            return not actor.endswith(("科", "股"))
        short = _SITE.sub("", _LEAD_IN.sub("", actor))
        return _is_short_for(short, self._name or "")


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether a name has all characters of a shorter one, in their order."""
    letters = iter(name)
    return all(letter in letters for letter in short)


UNKNOWN = Scope(None, None)


def _without_brackets(said: str) -> str:
    if "(" in said or "（" in said:
        return _CLOSED.sub("", _HEADING.sub("", said, count=1))
    return said


def _counts(said: str, at: int) -> bool:
    """Tell whether the clause that goes on at `at` comes to a number: else it counts nothing."""
    mark = _CLAUSE_MARK.search(said, at)
    return mark is None or any("0" <= sign <= "9" for sign in said[at : mark.start()])
