"""
Damage never changes a number: what is read of a damaged report is what the whole report says.

A cell may become null; a cell that is null in the whole report never gets a value. The damage
is drawn by seeded generators; the cases are the written reports and, where they stand, the
real ones.
"""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import IntakeError
from service.model.report import Report
from service.parsing.assemble import parse
from tests.golden.reading import WRITTEN, golden, values
from tests.golden.test_more_reports import CASES
from tests.golden.test_real_reports import OURS, REAL

CUT_EVERY = 200


@pytest.fixture(params=[*OURS, *REAL, *CASES])
def whole(request: pytest.FixtureRequest) -> Report:
    if request.param in OURS:
        return golden(WRITTEN, request.param).report
    folder = request.getfixturevalue("reports_dir")
    return golden(folder if request.param in REAL else folder / "more", request.param).report


def changed(text: str, whole: Report) -> dict[str, tuple[object, object]]:
    """Return the cells that read otherwise in `text` than in the whole report."""
    try:
        report = parse(text.encode())
    except IntakeError:
        return {}
    right = values(whole)
    return {
        pointer: (value, right.get(pointer))
        for pointer, value in values(report).items()
        if right.get(pointer) != value
    }


def cuts(content: str, *, inside_numbers: bool) -> Iterator[int]:
    """Yield every 200th offset, moved on where it would part the characters of one number."""
    for at in range(CUT_EVERY, len(content), CUT_EVERY):
        end = at
        while not inside_numbers and end < len(content) and content[end - 1 : end + 1].isdigit():
            end += 1
        yield end


def test_a_cut_between_two_cells_changes_no_number(whole: Report) -> None:
    content = whole.text.content
    found = {end: changed(content[:end], whole) for end in cuts(content, inside_numbers=False)}
    assert not any(found.values()), found


def test_a_cut_anywhere_changes_no_number(whole: Report) -> None:
    content = whole.text.content
    found = {end: changed(content[:end], whole) for end in cuts(content, inside_numbers=True)}
    assert not any(found.values()), found


def test_a_report_that_lacks_its_beginning_changes_no_number(whole: Report) -> None:
    content = whole.text.content
    found = {start: changed(content[start:], whole) for start in range(0, len(content), CUT_EVERY)}
    assert not any(found.values()), found


def test_a_line_that_is_there_twice_changes_no_number(whole: Report) -> None:
    random = Random(20240131)
    for _ in range(5):
        lines = whole.text.content.split("\n")
        at = random.randrange(len(lines))
        text = "\n".join([*lines[: at + 1], *lines[at:]])
        assert changed(text, whole) == {}, lines[at]


def test_a_line_that_is_lost_changes_no_number(whole: Report) -> None:
    random = Random(20250331)
    for _ in range(20):
        lines = whole.text.content.split("\n")
        lost = lines.pop(random.randrange(len(lines)))
        assert changed("\n".join(lines), whole) == {}, lost


# Places where damage did change a number, beside what was taken for the value then.
CUTS = [
    ("001_258dc9c531000058", 3584),  # the blank cell of the label, in a row without its end
    ("004_0d7647d4b5eecc1e", 2660),
]
LOST_LINES = [
    ("002_01ddbf738ad9d107", 45),  # the blank line behind the row
    ("002_01ddbf738ad9d107", 46),
    ("dyx-jtj-2019", 75),  # the row before, whose label was taken for the one that is lost
    ("dyx-jtj-2019", 89),
    ("nilka-town-2023", 89),
    ("wuhan-jie-2020-spam", 7),  # a row that the format does not have
]


@pytest.mark.parametrize(("whole", "end"), CUTS, indirect=["whole"])
def test_a_cut_inside_a_row_changes_no_number(whole: Report, end: int) -> None:
    assert changed(whole.text.content[:end], whole) == {}


@pytest.mark.parametrize(("whole", "number"), LOST_LINES, indirect=["whole"])
def test_a_certain_line_that_is_lost_changes_no_number(whole: Report, number: int) -> None:
    lines = whole.text.content.split("\n")
    assert changed("\n".join(lines[: number - 1] + lines[number:]), whole) == {}


WRITTEN_REPORTS = [golden(WRITTEN, case).report for case in OURS]


@given(data=st.data(), whole=st.sampled_from(WRITTEN_REPORTS))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_whatever_is_inserted_raises_nothing_but_intake_errors(
    data: st.DataObject, whole: Report
) -> None:
    content = whole.text.content
    at = data.draw(st.integers(0, len(content)))
    inserted = data.draw(
        st.text(alphabet=st.sampled_from("|\t\n 0123456789.,-/（)一三、项元总计减"), max_size=40)
    )
    changed(content[:at] + inserted + content[at:], whole)


@given(data=st.data(), whole=st.sampled_from(WRITTEN_REPORTS))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_stretch_of_whole_lines_that_is_lost_outside_the_tables_changes_no_number(
    data: st.DataObject, whole: Report
) -> None:
    """Inside a table a lost label beside a lost row leaves no trace; outside nothing may move."""
    lines = whole.text.content.split("\n")
    inside = [table.span for table in whole.tables()]
    first = data.draw(st.integers(0, len(lines) - 1))
    count = data.draw(st.integers(1, 6))
    start = sum(len(line) + 1 for line in lines[:first])
    end = start + sum(len(line) + 1 for line in lines[first : first + count])
    if any(start < span.end and span.start < end for span in inside):
        return
    assert changed("\n".join(lines[:first] + lines[first + count :]), whole) == {}
