"""What of the prose counts as last year's, to the character."""

from itertools import count

from service.model.finding import Finding
from service.model.history import History
from service.model.report import Report
from service.rules.history.repetition import MOST, prose_written_anew
from service.rules.rule import NotApplicable
from tests.builders import build_report

_unused = count(0x4E00)


def words(letters: int) -> str:
    """Return characters that no other call has returned, as long as there are any."""
    return "".join(chr(next(_unused)) for _ in range(letters))


def report(year: int, body: str, section: int = 1) -> Report:
    """Return a report with no prose but that, none of it in an introduction or section six."""
    sections = dict.fromkeys(range(1, 7), "") | {section: body}
    return build_report(year=year, sections=sections)


def share(now: str, before: str, section: int = 1) -> str | None:
    """Return the share that the rule finds, None where it finds nothing to say."""
    found = finding(now, before, section)
    return found.actual if found is not None else None


def finding(now: str, before: str, section: int = 1) -> Finding | None:
    """Return the finding about `now`, last year's report being `before`."""
    judged = report(2024, now, section)
    outcome = prose_written_anew(judged, History({2023: report(2023, before, section)}))
    assert not isinstance(outcome, NotApplicable), outcome
    return next(prose_written_anew.findings(outcome, judged), None)


def test_less_than_thirty_per_cent_are_not_worth_a_word() -> None:
    old = words(60)
    assert share(f"{old}。{words(140)}。", f"{old}。{words(140)}。") == "30%"
    old = words(59)
    assert share(f"{old}。{words(141)}。", f"{old}。{words(141)}。") is None


def test_eighty_per_cent_are_a_warning() -> None:
    old, older = words(160), words(159)
    grave = finding(f"{old}。{words(40)}。", f"{old}。{words(40)}。")
    noted = finding(f"{older}。{words(41)}。", f"{older}。{words(41)}。")
    assert grave is not None
    assert noted is not None
    assert (grave.severity, grave.actual) == ("warning", "80%")
    assert (noted.severity, noted.actual) == ("info", "79%")


def test_a_run_of_fourteen_characters_counts_inside_another_sentence() -> None:
    long, short = words(14), words(13)
    assert share(f"{words(13)}{long}{words(13)}。" * 3, f"{words(60)}{long}{words(60)}。") == "35%"
    assert share(f"{words(7)}{short}{words(7)}。" * 5, f"{words(60)}{short}{words(60)}。") is None


def test_a_run_counts_up_to_the_end_of_its_sentence() -> None:
    long, short = words(14), words(13)
    assert share(f"{words(26)}{long}。" * 3, f"{words(120)}{long}。") == "35%"
    assert share(f"{words(14)}{short}。" * 5, f"{words(120)}{short}。") is None


def test_overlapping_runs_count_once() -> None:
    old = words(100)
    assert share(f"{old}{words(60)}。", f"{words(9)}{old}{words(20)}。") == "62%"


def test_characters_that_stand_apart_are_no_run() -> None:
    old = words(140)
    parts = "".join(f"{old[at : at + 13]}{words(2)}" for at in range(0, 130, 13))
    assert share(f"{parts}。", f"{old}。") is None


def test_the_same_words_with_other_numbers_are_neither_old_nor_new() -> None:
    told, old, new = words(50), words(60), words(60)
    assert share(f"{told}12件。{old}。{new}。", f"{told}34件。{old}。{words(70)}。") == "50%"
    assert share(f"{told}12件。{old}。{new}。", f"{told}12件。{old}。{words(70)}。") == "65%"


def test_the_year_does_not_make_a_sentence_new() -> None:
    told = words(130)
    assert share(f"2024年{told}。", f"2023年{told}。") == "100%"


def test_sentences_of_seven_characters_are_headings() -> None:
    old = words(140)
    pairs = [words(7) for _ in range(40)]
    headings = "".join(f"{heading}。" for heading in pairs)
    assert share(f"{old}。{headings}", f"{old}。") == "100%"
    pairs = [words(8) for _ in range(40)]
    assert share(f"{old}。" + "".join(f"{one}。" for one in pairs), f"{old}。") == "30%"


def test_what_everybody_must_say_is_not_counted() -> None:
    prescribed = f"本年度未收取政府信息公开信息处理费{words(200)}。"
    new = words(130)
    assert share(f"{prescribed}{new}。", f"{prescribed}{words(130)}。") is None


def test_section_six_is_not_compared_and_any_other_is() -> None:
    old = words(130)
    assert share(f"{old}。", f"{old}。", section=5) == "100%"
    judged, last = report(2024, f"{old}。", section=6), report(2023, f"{old}。", section=6)
    assert isinstance(prose_written_anew(judged, History({2023: last})), NotApplicable)


def test_fewer_than_120_characters_are_too_few_in_either_year() -> None:
    old, rest = words(119), words(1)
    short, enough = report(2024, f"{old}。"), report(2024, f"{old}{rest}。")
    assert prose_written_anew(enough, History({2023: report(2023, f"{old}{rest}。")})) != []
    for now, before in ((short, f"{old}{rest}。"), (enough, f"{old}。")):
        outcome = prose_written_anew(now, History({2023: report(2023, before)}))
        assert isinstance(outcome, NotApplicable)


def test_too_little_beside_sentences_with_new_numbers_says_nothing() -> None:
    told, old = words(120), words(119)
    assert share(f"{told}12件。{old}。", f"{told}34件。{old}。") is None
    old += words(1)
    assert share(f"{told}12件。{old}。", f"{told}34件。{old}。") == "100%"


def test_what_stands_behind_forty_thousand_characters_is_not_read() -> None:
    old = words(200)
    filled = "".join(f"{chr(0x4E00 + at % 20000) * 200}。" for at in range(MOST // 200 - 1))
    assert share(f"{filled}{old}。", f"{old}。{words(20)}。") is None
    assert share(f"{old}。", f"{filled}{old}。") == "100%"
    assert share(f"{old}。", f"{filled}{words(8)}。{old}。") is None


def test_the_place_is_the_sentence_with_most_of_it() -> None:
    first, longest = words(60), words(90)
    found = finding(f"{first}。{longest}，。", f"{longest}。{first}。")
    assert found is not None
    assert found.place is not None
    assert found.place.quote == f"{longest}，"
