"""Faults in the tables: families A and T, and what family S asks of tables."""

import re
from decimal import Decimal
from itertools import islice
from random import Random

from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import APPLICANTS, FORMAT_2021, OUTCOMES
from tests.generator.facts import Key, Printed
from tests.generator.knowing import splits
from tests.generator.sheets import Block, Sheet
from tests.planting.draft import Draft, relabel, sheet_of, without_row
from tests.planting.planting import plants

_PEOPLE = [column.code for column in APPLICANTS][:-1]
_ENDINGS = [column.code for column in OUTCOMES][:-1]
_GROUPS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
_FLOWS = {"received", "carried_in", "concluded", "carried_out"}
_PROSE = "P301 P302 P303 P304 P307"


def _results(draft: Draft) -> list[str]:
    rows = dict.fromkeys(key.row for key in draft.cells if key.table == "applications")
    return [row for row in rows if row not in _FLOWS]


def _silent(draft: Draft) -> None:
    """Let the prose say nothing of the tables, so that they alone can be at fault."""
    draft.said["依申请公开"] = ["依法依规办理。"]
    draft.said["政府信息管理"] = ["规范管理。"]
    draft.bodies[4] = []


@plants("A101", entails="A102")
def a_total_that_is_not_the_sum(draft: Draft, rng: Random) -> str:
    _silent(draft)
    return draft.add("applications", rng.choice(_results(draft)), "total", rng.randint(1, 30))


@plants("A101", entails="A102")
def an_applicant_counted_otherwise(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row = rng.choice(_results(draft))
    draft.add("applications", row, rng.choice(_PEOPLE), rng.randint(1, 12))
    return f"/applications/{row}/total"


@plants("A101", entails="A103")
def a_total_of_what_was_carried(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row = rng.choice(("carried_in", "carried_out", "received"))
    return draft.add("applications", row, "total", rng.randint(1, 9))


@plants("A102", entails="A103")
def a_wrong_sum_of_results(draft: Draft, rng: Random) -> str:
    _silent(draft)
    column, more = rng.choice(_PEOPLE), rng.randint(1, 20)
    draft.add("applications", "concluded", "total", more)
    return draft.add("applications", "concluded", column, more)


@plants("A102")
def a_result_counted_otherwise(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row, column, more = rng.choice(_results(draft)), rng.choice(_PEOPLE), rng.randint(1, 20)
    draft.add("applications", row, "total", more)
    draft.add("applications", row, column, more)
    return f"/applications/concluded/{column}"


@plants("A103")
def more_carried_out_than_left(draft: Draft, rng: Random) -> str:
    _silent(draft)
    column, more = rng.choice(_PEOPLE), rng.randint(1, 20)
    draft.add("applications", "carried_out", "total", more)
    return draft.add("applications", "carried_out", column, more)


@plants("A103")
def more_received_than_handled(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row, column, more = rng.choice(("received", "carried_in")), rng.choice(_PEOPLE), 1
    draft.add("applications", row, "total", more)
    draft.add("applications", row, column, more)
    return f"/applications/carried_out/{column}"


@plants("A104")
def a_total_of_cases_that_is_not_the_sum(draft: Draft, rng: Random) -> str:
    _silent(draft)
    return draft.add("review", rng.choice(_GROUPS), "total", rng.randint(1, 9))


@plants("A104")
def an_outcome_counted_otherwise(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row = rng.choice(_GROUPS)
    draft.add("review", row, rng.choice(_ENDINGS), rng.randint(1, 9))
    return f"/review/{row}/total"


@plants("A105", form=FORMAT_2021)
def more_documents_issued_than_in_force(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row = "normative_documents"
    in_force = int(draft.number("disclosure", row, "in_force"))
    return draft.set("disclosure", row, "issued", in_force + rng.randint(1, 50))


@plants("A105", form=FORMAT_2021, agency="市人民政府")
def more_regulations_issued_than_in_force(draft: Draft, rng: Random) -> str:
    draft.set("disclosure", "regulations", "in_force", rng.randint(0, 3))
    return draft.set("disclosure", "regulations", "issued", rng.randint(4, 60))


@plants("A106", form=FORMAT_2019)
def more_documents_disclosed_anew_than_in_all(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row = "normative_documents"
    total = int(draft.number("disclosure", row, "total_disclosed"))
    return draft.set("disclosure", row, "newly_disclosed", total + rng.randint(1, 50))


@plants("A106", form=FORMAT_2019, agency="市人民政府")
def more_regulations_disclosed_anew_than_in_all(draft: Draft, rng: Random) -> str:
    draft.set("disclosure", "regulations", "total_disclosed", rng.randint(0, 3))
    return draft.set("disclosure", "regulations", "newly_disclosed", rng.randint(4, 60))


@plants("A107", entails="A101 A102 A103")
def a_negative_count(draft: Draft, rng: Random) -> str:
    _silent(draft)
    row = rng.choice(_results(draft))
    return draft.set("applications", row, rng.choice(_PEOPLE), -rng.randint(1, 40))


@plants("A107", entails="A104")
def a_negative_number_of_cases(draft: Draft, rng: Random) -> str:
    _silent(draft)
    return draft.set("review", rng.choice(_GROUPS), rng.choice(_ENDINGS), -rng.randint(1, 40))


@plants("A107", entails="A101 A102 A103")
def half_an_application(draft: Draft, rng: Random) -> str:
    _silent(draft)
    value = Decimal(rng.randint(0, 30)) + Decimal("0.5")
    return draft.set("applications", rng.choice(_results(draft)), rng.choice(_PEOPLE), value)


@plants("A107", form=FORMAT_2021)
def a_negative_number_of_decisions(draft: Draft, rng: Random) -> str:
    return draft.set("disclosure", rng.choice(("licensing", "penalties")), "decisions", -3)


@plants("S604", entails="A107 P301 P302 P303 P304 P307 S607")
def no_table_three(draft: Draft, rng: Random) -> str:
    draft.changes.append(lambda parts: _drop(parts, "applications"))
    return "/applications"


@plants("S604")
def no_table_two(draft: Draft, rng: Random) -> str:
    draft.changes.append(lambda parts: _drop(parts, "disclosure"))
    return "/disclosure"


@plants("S604")
def no_table_four(draft: Draft, rng: Random) -> str:
    draft.changes.append(lambda parts: _drop(parts, "review"))
    return "/review"


def _drop(parts: list[Block], table: str) -> None:
    parts.remove(sheet_of(parts, table))


@plants("S605", form=FORMAT_2019)
def old_tables_in_a_new_report(draft: Draft, rng: Random) -> str:
    year, new = draft.year, rng.randint(2021, 2025)
    _rename(draft, year, new)
    draft.bodies[6] = ["本年度未收取信息处理费。"]
    return "/disclosure"


@plants("S605", form=FORMAT_2021)
def new_tables_in_an_old_report(draft: Draft, rng: Random) -> str:
    _rename(draft, draft.year, rng.randint(2019, 2020))
    return rng.choice(("/disclosure", "/applications"))


def _rename(draft: Draft, year: int, other: int) -> None:
    """Make it a report on another year that cites no notice on its format."""
    draft.year = other
    draft.title = draft.title.replace(str(year), str(other))
    draft.period = draft.period.replace(str(year), str(other))
    draft.introduction = ["依据《中华人民共和国政府信息公开条例》编制。"]
    draft.bodies[1] = [text.replace(str(year), str(other)) for text in draft.bodies[1]]
    draft.bodies[6] = [text.replace(str(year), str(other)) for text in draft.bodies[6]]
    draft.said["依申请公开"] = ["依法办理。"]
    draft.signed_on = draft.signed_on.replace(year=other + 1)


@plants("S606", entails="A102 P303")
def a_row_of_table_three_left_out(draft: Draft, rng: Random) -> str:
    rows = [row for row in _results(draft) if not draft.count(row) and row.count(".")]
    without_row(draft, "applications", rng.choice(rows))
    return "/applications"


@plants("S606", entails="P306", form=FORMAT_2021)
def a_row_of_table_two_left_out(draft: Draft, rng: Random) -> str:
    without_row(draft, "disclosure", rng.choice(("licensing", "penalties", "coercive_measures")))
    return "/disclosure"


@plants("S607")
def zeros_left_blank(draft: Draft, rng: Random) -> str | None:
    draft.layout = rng.choice(("html-spans", "markdown", "pipes-trailing"))
    for key, printed in draft.cells.items():
        if key.table == "applications" and printed.value == 0 and key.column != "total":
            draft.cells[key] = Printed(None, "")
    return "/applications"


@plants("S607")
def zeros_that_are_strokes(draft: Draft, rng: Random) -> str:
    draft.layout = rng.choice(("html-spans", "markdown", "tabs", "pipes-trailing"))
    mark = rng.choice(("/", "-", "—", "无"))
    for key, printed in draft.cells.items():
        if key.table == "applications" and printed.value == 0:
            draft.cells[key] = Printed(None, mark)
    return "/applications"


@plants("S613", agency="县水务局")
def regulations_of_a_county(draft: Draft, rng: Random) -> str:
    return _regulations(draft, rng)


@plants("S613", agency="镇人民政府")
def regulations_of_a_town(draft: Draft, rng: Random) -> str:
    return _regulations(draft, rng)


def _regulations(draft: Draft, rng: Random) -> str:
    new = Key("disclosure", "regulations", "in_force") in draft.cells
    return draft.set(
        "disclosure", "regulations", "in_force" if new else "total_disclosed", rng.randint(1, 90)
    )


@plants("T901", entails="S606 S607 A101 A102 A103 P301 P302 P303 P304 P307 T903")
def blanks_lost_from_a_row(draft: Draft, rng: Random) -> str | None:
    return _lost_blanks(draft, rng, _results(draft))


@plants("T901", entails="S606 S607 A101 A102 A103 P301 P302 P303 P304 P307 T903")
def blanks_lost_from_a_row_of_the_balance(draft: Draft, rng: Random) -> str | None:
    return _lost_blanks(draft, rng, ["received", "carried_in", "concluded", "carried_out"])


def _lost_blanks(draft: Draft, rng: Random, rows: list[str]) -> str | None:
    draft.layout = "pdf-rows"
    row = rng.choice([row for row in rows if draft.count(row)] or [""])
    if not row:
        return None
    for column in rng.sample(_PEOPLE, 4):
        draft.cells[Key("applications", row, column)] = Printed(None, "")
    return f"/applications/{row}"


_DOUBTED = "S601 T901 S606 S607 A101 A102 A103 A105 A106 P301 P302 P303 P304 P305 P306 P307"


@plants("T902", entails=_DOUBTED)
def a_report_run_together(draft: Draft, rng: Random) -> str:
    return _run_together(draft, rng, "received")


@plants("T902", entails=_DOUBTED)
def a_result_run_together(draft: Draft, rng: Random) -> str:
    return _run_together(draft, rng, "unable.not_held")


def _run_together(draft: Draft, rng: Random, row: str) -> str:
    """Put numbers into a row that can be told apart in one way only, if they are to add up."""
    draft.layout = "glued"
    _silent(draft)
    values = (1, 0, 0, 0, 0, 0, 1)
    while splits("".join(map(str, values)), 7, summed=7) != 1 or max(values) < _TWO_DIGITS:
        people, other = rng.randint(11, 80), rng.randint(2, 9)
        values = (people, 0, 0, other, 0, 0, people + other)
    for column, value in zip([*_PEOPLE, "total"], values, strict=True):
        draft.set("applications", row, column, value)
    return f"/applications/{row}"


@plants("T903", entails="S607 A101 A102 A103")
def more_than_a_number_in_a_cell(draft: Draft, rng: Random) -> str:
    return _unreadable(draft, rng, ("约3件", "12人次", "5万元", "共7"))


@plants("T903", entails="S607 A101 A102 A103")
def two_numbers_in_a_cell(draft: Draft, rng: Random) -> str:
    return _unreadable(draft, rng, ("3-5", "2/3", "+3/-1", "3～5", "3+2"))


def _unreadable(draft: Draft, rng: Random, words: tuple[str, ...]) -> str:
    _silent(draft)
    draft.layout = rng.choice(("html-spans", "markdown", "pipes-trailing", "tabs"))
    key = Key("applications", rng.choice(_results(draft)), rng.choice(_PEOPLE))
    draft.cells[key] = Printed(None, rng.choice(words), readable=False)
    return key.pointer


_TWO_DIGITS = 10
_AFTER = "S602 S603 S604 S607 S614 S610 S612 T901 T903 A102 A103"


@plants("T904", entails=_AFTER)
def a_text_that_ends_between_two_rows(draft: Draft, rng: Random) -> str:
    return _torn(draft, rng, ("2.重复申请", "1.属于国家秘密", "四、结转下年度"), more=0)


@plants("T904", entails=_AFTER)
def a_text_that_ends_in_a_row(draft: Draft, rng: Random) -> str:
    return _torn(draft, rng, ("2.重复申请", "1.属于国家秘密", "（一）予以公开"), more=3)


def _torn(draft: Draft, rng: Random, labels: tuple[str, ...], more: int) -> str:
    """Let the text end before a label, or behind the first cells of its row."""
    _silent(draft)
    draft.layout = rng.choice(("markdown", "tabs", "pipes-trailing"))
    label = rng.choice(labels)

    def tear(text: str) -> str:
        at = text.rindex(label)
        numbers = re.compile("[0-9]+").finditer(text, at + len(label))
        return text[: next(islice(numbers, more, None)).end()] if more else text[:at].rstrip("| ")

    draft.text_changes.append(tear)
    return "/applications"


@plants("T905", entails="W703")
def bytes_that_end_within_a_character(draft: Draft, rng: Random) -> str:
    draft.encoding, draft.broken_bytes = rng.choice((("utf-8", b"\xe4\xbf"), ("gb18030", b"\xa3")))
    return ""


@plants("T905", entails="W703")
def half_a_character_of_utf_16(draft: Draft, rng: Random) -> str:
    draft.encoding, draft.broken_bytes = "utf-16", b"\x60"
    return ""


@plants("T906", form=FORMAT_2019, entails="S607")
def an_amount_without_a_unit(draft: Draft, rng: Random) -> str:
    return _without_unit(draft, f"{rng.randint(1, 900)}.{rng.randint(11, 99)}")


@plants("T906", form=FORMAT_2019, entails="S607")
def a_whole_amount_without_a_unit(draft: Draft, rng: Random) -> str:
    return _without_unit(draft, str(rng.randint(10_000, 900_000)))


def _without_unit(draft: Draft, text: str) -> str:
    key = Key("disclosure", "procurement", "amount_10k_cny")
    draft.cells[key] = Printed(None, text, readable=False)
    return key.pointer


def _more(text: str, other: str) -> str:
    return f"{text}\n{other}"


@plants("T907", entails="W704")
def the_report_twice(draft: Draft, rng: Random) -> str:
    draft.layout = rng.choice(("markdown", "tabs"))
    draft.text_changes.append(lambda text: _more(text, text))
    return ""


@plants("T907", entails="W704")
def last_years_report_behind_it(draft: Draft, rng: Random) -> str:
    draft.layout = rng.choice(("markdown", "tabs"))
    years = str(draft.year), str(draft.year - 1)
    draft.text_changes.append(lambda text: _more(text, text.replace(*years)))
    return ""


_SLIPS = (
    ("applications", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "计这", "记这"),
    ("applications", "5.属于三类内部事务信息", "事务", "事物"),
    ("applications", "1.信访举报投诉类申请", "举报", "举保"),
    ("applications", "4.保护第三方合法权益", "第三方", "第三放"),
    ("applications", "四、结转下年度继续办理", "办理", "处理"),
)


@plants("W701")
def a_slip_in_a_label_of_table_three(draft: Draft, rng: Random) -> str | None:
    draft.layout = rng.choice(("html-spans", "markdown", "tabs"))
    table, label, right, wrong = rng.choice(_SLIPS)
    relabel(draft, table, label, label.replace(right, wrong))
    return label.replace(right, wrong)


@plants("W701", form=FORMAT_2021)
def a_slip_in_a_heading_of_table_two(draft: Draft, rng: Random) -> str:
    draft.layout = rng.choice(("html-spans", "markdown", "tabs"))
    right, wrong = rng.choice(
        (("制发件数", "止发件数"), ("废止件数", "废上件数"), ("收费金额", "收费全额"))
    )
    relabel(draft, "disclosure", right, wrong)
    return wrong


def sheets(parts: list[Block]) -> list[Sheet]:
    """Return the sheets of a report."""
    return [part for part in parts if isinstance(part, Sheet)]
