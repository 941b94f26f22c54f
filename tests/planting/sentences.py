"""Faults in the prose: families P, C, D, R and W."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from service.standard.format_2021 import FORMAT_2021
from tests.generator.facts import Key
from tests.planting import phrases
from tests.planting.correct import result
from tests.planting.draft import BARE_LAYOUTS, Draft, sheet_of
from tests.planting.planting import add, plants

_ON_APPLICATION, _MANAGEMENT, _PLATFORMS = "依申请公开", "政府信息管理", "平台建设"
Right = Callable[[Draft], list[int]]


def _other_than(right: list[int], rng: Random) -> int:
    """Return a number that is none of those, as a slip of the pen would give."""
    number = right[0] + rng.choice((1, 2, 9, 10, 18, 100))
    while number in right:
        number += 1
    return number


def _wrong_numbers(rule: str, about: str, ways: tuple[str, ...], right: Right) -> None:
    for count, way in enumerate(ways, start=1):
        add(rule, f"{about}, said in way {count}", _saying(way, right), entails="P312")


def _saying(way: str, right: Right) -> Callable[[Draft, Random], str | None]:
    def plant(draft: Draft, rng: Random) -> str | None:
        numbers = right(draft)
        if not numbers:
            return None
        sentence = way.format(year=draft.year, n=_other_than(numbers, rng))
        draft.said[_ON_APPLICATION] = ["依法做好政府信息公开申请办理。", sentence]
        draft.said[_MANAGEMENT] = []
        draft.bodies[4] = []
        return sentence

    return plant


def _received(draft: Draft) -> list[int]:
    return [draft.count("received"), draft.count("received") + draft.count("carried_in")]


def _by(columns: slice) -> Right:
    people = (
        "natural_person",
        "commercial_enterprise",
        "research_institution",
        "public_welfare_organization",
        "legal_service_organization",
        "other_organization",
    )[columns]

    def right(draft: Draft) -> list[int]:
        sums = [
            sum(draft.count(row, person) for person in people)
            for row in ("received", "carried_in", "concluded")
        ]
        return [sums[0], sums[0] + sums[1], sums[2]]

    return right


def _result(row: str) -> Right:
    def right(draft: Draft) -> list[int]:
        rows = {key.row for key in draft.cells if key.row.startswith(f"{row}.")}
        return [result(draft, row), *(draft.count(each) for each in rows)]

    return right


def _document(*columns: str) -> Right:
    def right(draft: Draft) -> list[int]:
        keys = [Key("disclosure", "normative_documents", column) for column in columns]
        return [int(draft.number(*key)) for key in keys if key in draft.cells]

    return right


def _litigation(draft: Draft) -> list[int]:
    both = [
        int(draft.number("review", row))
        for row in ("litigation_direct", "litigation_after_reconsideration")
    ]
    return [sum(both), *both]


_wrong_numbers("P301", "applications received", phrases.RECEIVED, _received)
_wrong_numbers("P302", "natural persons", phrases.NATURAL_PERSONS, _by(slice(0, 1)))
_wrong_numbers("P302", "organisations", phrases.LEGAL_PERSONS, _by(slice(1, None)))
for _row, _ways in phrases.RESULTS.items():
    _wrong_numbers("P303", _row, _ways, _result(_row))
_wrong_numbers(
    "P304", "carried out", phrases.CARRIED_OUT, lambda draft: [draft.count("carried_out")]
)
_wrong_numbers("P304", "carried in", phrases.CARRIED_IN, lambda draft: [draft.count("carried_in")])
_wrong_numbers(
    "P305",
    "reconsideration",
    phrases.RECONSIDERATION,
    lambda draft: [int(draft.number("review", "reconsideration"))],
)
_wrong_numbers("P305", "litigation", phrases.LITIGATION, _litigation)
_wrong_numbers(
    "P306", "issued", phrases.ISSUED, _document("issued", "newly_made", "newly_disclosed")
)
_wrong_numbers("P306", "in force", phrases.IN_FORCE, _document("in_force", "total_disclosed"))
_wrong_numbers("P306", "repealed", phrases.REPEALED, _document("repealed"))


def _denying(way: str, table: str, row: str) -> Callable[[Draft, Random], str | None]:
    def plant(draft: Draft, rng: Random) -> str | None:
        if not draft.number(table, row):
            return None
        draft.said[_ON_APPLICATION] = [way] if table == "applications" else ["依法办理。"]
        draft.bodies[4] = [way] if table == "review" else []
        return way

    return plant


for _count, _way in enumerate(phrases.NO_APPLICATION, start=1):
    add("P307", f"applications, denied in way {_count}", _denying(_way, "applications", "received"))
for _count, _way in enumerate(phrases.NO_REVIEW, start=1):
    add("P307", f"cases, denied in way {_count}", _denying(_way, "review", "reconsideration"))


def _twice(way: str) -> Callable[[Draft, Random], str]:
    def plant(draft: Draft, rng: Random) -> str:
        number = rng.randint(3, 90_000)
        draft.said[_PLATFORMS] = [way.format(n=number)]
        again = way.format(n=number + rng.randint(1, 500))
        draft.said["监督保障"].append(again)
        return again

    return plant


for _count, _way in enumerate(phrases.REPEATED, start=1):
    add("P312", f"a quantity stated twice, in way {_count}", _twice(_way))


def _losing(way: str) -> Callable[[Draft, Random], str]:
    def plant(draft: Draft, rng: Random) -> str:
        concluded, carried = rng.randint(1, 200), rng.randint(0, 9)
        received = concluded + carried + rng.randint(1, 20)
        sentence = way.format(n=received, c=concluded, o=carried)
        draft.said[_ON_APPLICATION] = [sentence]
        draft.said[_MANAGEMENT] = []
        draft.bodies[4] = []
        draft.changes.append(lambda parts: parts.remove(sheet_of(parts, "applications")))
        return sentence

    return plant


for _count, _way in enumerate(phrases.ACCOUNTS, start=1):
    add("P313", f"applications lost, in way {_count}", _losing(_way), entails="S604 S607 A107")


def _cited(rule: str, kind: str, ways: tuple[str, ...], quotes: tuple[str, ...] = ()) -> None:
    """Plant each of the ways to cite in the introduction; `quotes` are what is wrong in them."""

    def citing(way: str, quote: str) -> Callable[[Draft, Random], str]:
        def plant(draft: Draft, rng: Random) -> str:
            draft.introduction = [f"根据{way}要求，编制本报告。"]
            return quote

        return plant

    for count, (way, quote) in enumerate(zip(ways, quotes or ways, strict=True), start=1):
        add(rule, f"{kind}, way {count}", citing(way, quote), form=FORMAT_2021)


_cited(
    "C501",
    "another order",
    (
        "《中华人民共和国政府信息公开条例》（国务院令第492号）",
        "《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第771号）",
        "《政府信息公开条例》（国务院令第117号）",
        "《中华人民共和国政府信息公开条例》（国令第711号）",
        "《中华人民共和国政府信息公开条例》(国务院第492号令，国务院令第492号)",
    ),
    ("国务院令第492号", "国务院令第771号", "国务院令第117号", "国令第711号", "国务院令第492号"),
)
_TITLE = "《中华人民共和国政府信息公开工作年度报告格式》"
_cited(
    "C502",
    "another number",
    (
        f"{_TITLE}（国办公开办函〔2021〕13号）",
        f"{_TITLE}（国办公开函〔2021〕30号）",
        "《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）",
        f"{_TITLE}（国办公开办函〔2020〕30号）",
        "年度报告格式（国办公开办函〔2021〕3号）",
    ),
    (
        "国办公开办函〔2021〕13号",
        "国办公开函〔2021〕30号",
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2020〕30号",
        "国办公开办函〔2021〕3号",
    ),
)
_cited(
    "C503",
    "another name",
    (
        "国务院办公厅政府信息公开与政务公开办公室",
        "国务院办公厅信息与政务公开办公室",
        "国务院办公厅政务公开办公室",
        "国务院办公厅政府信息公开办公室",
        "国务院办公厅政府信息和政务公开办公室",
    ),
)
_cited(
    "C504",
    "an article that is not there",
    (
        "《中华人民共和国政府信息公开条例》第五十九条",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）第六十条",
        "《政府信息公开条例》第57条",
        "《中华人民共和国政府信息公开条例》第四十九条、第六十五条",
        "《政府信息公开条例》第一百零五条",
    ),
    ("第五十九条", "第六十条", "第57条", "第六十五条", "第一百零五条"),
)
_cited(
    "C505",
    "a malformed number",
    (
        "《政务公开工作要点》（国办发[2021]12号）",
        "《政务公开工作要点》（晋政办发〔2021〕第12号）",
        "《政务公开工作要点》（国办发〔2021〕012号）",
        "《政务公开工作要点》（县政办字〔21〕7号）",
        "《政务公开工作要点》（国办发【2022】8号）",
    ),
    (
        "国办发[2021]12号",
        "晋政办发〔2021〕第12号",
        "国办发〔2021〕012号",
        "县政办字〔21〕7号",
        "国办发【2022】8号",
    ),
)


@plants("D401")
def a_period_that_ends_early(draft: Draft, rng: Random) -> str:
    end = rng.choice(("11月30日", "12月25日", "6月30日"))
    draft.period = f"本报告所列数据的统计期限为{draft.year}年1月1日至{draft.year}年{end}。"
    return "/period"


@plants("D401")
def a_period_that_begins_late(draft: Draft, rng: Random) -> str:
    start = rng.choice(("2月1日", "1月2日", "3月1日"))
    draft.period = f"统计时间自{draft.year}年{start}至{draft.year}年12月31日。"
    return "/period"


@plants("D401", entails="D404")
def a_period_of_two_years(draft: Draft, rng: Random) -> str:
    draft.period = f"数据统计期限为{draft.year - 1}年1月1日至{draft.year}年12月31日。"
    return "/period"


@plants("D402")
def a_signature_of_the_year_itself(draft: Draft, rng: Random) -> str:
    draft.signed_on = draft.signed_on.replace(year=draft.year)
    return "/signed_on"


@plants("D402")
def a_signature_before_the_last_day(draft: Draft, rng: Random) -> str:
    draft.signed_on = date(draft.year, 12, rng.randint(1, 30))
    return "/signed_on"


@plants("D403", agency="县财政局")
def a_late_department(draft: Draft, rng: Random) -> str:
    draft.signed_on = date(draft.year + 1, 2, 1) + timedelta(days=rng.randint(0, 90))
    return "/signed_on"


@plants("D403", agency="市人民政府")
def a_late_government(draft: Draft, rng: Random) -> str:
    draft.signed_on = date(draft.year + 1, 4, 1) + timedelta(days=rng.randint(0, 90))
    return "/signed_on"


@plants("D403", agency="县人民政府办公室")
def a_late_office(draft: Draft, rng: Random) -> str:
    draft.signed_on = date(draft.year + 1, 4, 1) + timedelta(days=rng.randint(0, 90))
    return "/signed_on"


@plants("D404")
def last_years_period(draft: Draft, rng: Random) -> str:
    draft.period = draft.period.replace(str(draft.year), str(draft.year - 1))
    return "/period"


@plants("D404")
def another_years_fee(draft: Draft, rng: Random) -> str:
    other = draft.year + rng.choice((-1, 1, -2))
    draft.bodies[6] = [
        rng.choice(
            (
                f"{other}年度未收取政府信息公开信息处理费。",
                f"{other}年，本机关没有收取信息处理费。",
                f"{other}年本单位收取政府信息公开信息处理费0元。",
            )
        )
    ]
    return str(other)


def _impossible(day: str) -> Callable[[Draft, Random], str]:
    def plant(draft: Draft, rng: Random) -> str:
        printed = day.format(year=draft.year)
        draft.said["主动公开"].append(f"{printed}前完成了栏目更新。")
        return printed

    return plant


for _count, _day in enumerate(
    ("{year}年2月30日", "{year}年13月1日", "9月31日", "{year}年11月31日", "6月32日"), start=1
):
    add("D405", f"a day that is not in the calendar, {_count}", _impossible(_day))


def _announcing(way: str) -> Callable[[Draft, Random], str]:
    def plant(draft: Draft, rng: Random) -> str:
        other = draft.year + rng.choice((-1, -2, 1))
        draft.layout = rng.choice(BARE_LAYOUTS)
        draft.introduction = [way.format(year=other)]
        return str(other)

    return plant


for _count, _way in enumerate(
    (
        "现将{year}年政府信息公开工作年度报告公布如下。",
        "现将{year}年度政府信息公开工作情况报告如下。",
        "依据条例，编制{year}年度政府信息公开年度报告。",
        "现公布我单位{year}年政务公开工作情况。",
        "本报告全面反映{year}年政府信息公开工作情况。",
    ),
    start=1,
):
    add("D406", f"another year announced, in way {_count}", _announcing(_way))


@plants("D406")
def another_year_at_the_opening(draft: Draft, rng: Random) -> str:
    other = draft.year + rng.choice((-1, -2, 1))
    draft.introduction = []
    draft.said["依申请公开"] = ["依法办理。"]
    draft.bodies[1] = [f"{other}年，我单位认真贯彻落实条例要求，扎实推进各项工作。"]
    return str(other)


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _identity_number(rng: Random) -> str:
    """Return a resident identity number of nobody, with the check character of GB 11643."""
    day = date(1950, 1, 1) + timedelta(days=rng.randint(0, 20_000))
    digits = f"{rng.choice((140802, 330106, 510104))}{day:%Y%m%d}{rng.randint(0, 999):03}"
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11
    return digits + "10X98765432"[rest]


def _card_number(rng: Random) -> str:
    """Return a card number of nobody, with the check digit of Luhn."""
    digits = [int(digit) for digit in f"62284804{rng.randint(0, 10**10 - 1):010}"]
    doubled = [
        sum(divmod(2 * digit, 10)) if place % 2 == 0 else digit
        for place, digit in enumerate(reversed(digits))
    ]
    return "".join(map(str, digits)) + str(-sum(doubled) % 10)


def _mobile_number(rng: Random) -> str:
    return f"1{rng.choice('3456789')}{rng.randint(0, 10**9 - 1):09}"


def _leaking(way: str, number: Callable[[Random], str]) -> Callable[[Draft, Random], str]:
    def plant(draft: Draft, rng: Random) -> str:
        secret = number(rng)
        draft.said["监督保障"].append(way.format(secret))
        return secret[:3]

    return plant


for _code, _number, _leaks in (
    ("R801", _identity_number, ("申请人张某（身份证号{}）。", "证件号码为{}，已办结。")),
    ("R802", _mobile_number, ("联系人手机：{}。", "请拨打{}联系。")),
    ("R803", _card_number, ("缴费账号：{}。", "退款至卡号{}，已到账。")),
):
    for _count, _leak in enumerate(_leaks, start=1):
        add(_code, f"in way {_count}", _leaking(_leak, _number), entails="R803")


def _inserted(
    rule: str, words: tuple[str, ...], quotes: tuple[str, ...], entails: str = ""
) -> None:
    def inserting(word: str, quote: str) -> Callable[[Draft, Random], str]:
        def plant(draft: Draft, rng: Random) -> str:
            draft.said[rng.choice(("主动公开", "监督保障"))].append(word)
            return quote

        return plant

    for count, (word, quote) in enumerate(zip(words, quotes, strict=True), start=1):
        add(rule, f"way {count}", inserting(word, quote), entails=entails)


_inserted(
    "W702",
    ("各级部署 and 要求全面落实。", "完善the机制。", "加强培训with考核，成效明显。"),
    ("and", "the", "with"),
)
_inserted(
    "W703",
    ("落实政府信\ufffd\ufffd公开要求。", "锟斤拷锟斤拷及时更新。", "推进政务\ue5e5公开工作。"),
    ("\ufffd\ufffd", "锟斤拷", "\ue5e5"),
    entails="T905",
)
_inserted(
    "W705",
    (
        "全年发布信息XX条。",
        "××局高度重视。",
        "培训情况待补充。",
        "XX年XX月印发方案。",
        "召开会议（填写次数）。",
    ),
    ("XX", "××", "待补充", "XX", "填写"),
    entails="W706",
)
_inserted(
    "W706",
    (
        "一是加强学习；三是强化督查。",
        "一是加强学习；二是强化督查；二是狠抓落实。",
        "更新栏目（含政策解读专栏。",
        "落实《工作要点的各项要求。",
        "全年发布信息条，更新及时。",
        "全年收到件，均已办结。",
    ),
    ("三是", "二是", "（", "《", "信息条", "收到件"),
)
_PARAGRAPHS = (
    "把主动公开作为常态，凡属应当公开的事项一律及时公开。组织各科室逐项对照目录查漏补缺，确保栏目有人管、内容有人审、更新有时限。",
    "严格落实保密审查制度，坚持一事一审、先审后发。对拟公开内容逐级把关，明确责任到岗到人，全年没有发生泄密问题，也没有发生网络舆情。",
)


@plants("W704")
def a_paragraph_pasted_twice(draft: Draft, rng: Random) -> str:
    text = rng.choice(_PARAGRAPHS)
    draft.said["主动公开"].append(text)
    draft.said["监督保障"].append(text)
    return text


@plants("W704")
def a_paragraph_of_section_one_in_section_five(draft: Draft, rng: Random) -> str:
    text = rng.choice(_PARAGRAPHS)
    draft.said["主动公开"].insert(0, text)
    draft.bodies[5].append(text)
    return text
