"""The check command."""

import io
import json
import sys
from pathlib import Path

import pytest

from service.model.finding import MOST_FINDINGS
from service.terminal import MOST_BYTES, main, width
from tests.integration.texts import report_text

RIGHT = report_text()
WRONG = RIGHT.replace("（七）总计 | 3 |", "（七）总计 | 2 |")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a right report, a wrong one and something else."""
    (tmp_path / "right.txt").write_text(RIGHT)
    (tmp_path / "wrong.txt").write_text(WRONG)
    (tmp_path / "novel.txt").write_text("那年春天，他离开了家乡。" * 50)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("paths", "status"),
    [
        (["right.txt"], 0),
        (["right.txt", "wrong.txt"], 1),
        (["novel.txt"], 2),
        (["wrong.txt", "novel.txt", "right.txt"], 2),
        (["missing.txt"], 2),
        (["."], 2),
    ],
)
@pytest.mark.parametrize("ndjson", [False, True])
def test_the_exit_status_tells_clean_faulty_and_unreadable(
    paths: list[str],
    status: int,
    ndjson: bool,  # noqa: FBT001 -- pytest passes it by name
) -> None:
    assert main(paths, ndjson=ndjson) == status


@pytest.mark.usefixtures("folder")
def test_a_finding_shows_file_line_rule_sentence_and_the_marked_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["wrong.txt"])
    blocks = capsys.readouterr().out.split("\n\n")
    block = next(block for block in blocks if "（七）总计" in block)
    head, _, line, mark, *notes = block.splitlines()
    number = next(at for at, text in enumerate(WRONG.splitlines(), 1) if "（七）总计" in text)
    assert head.startswith(f"wrong.txt:{number}:")
    assert ": error[A" in head
    assert line.startswith(f"{number} | | （七）总计 | 2 |")
    assert set(mark.partition("|")[2]) == {" ", "^"}
    assert any(note.startswith("  = 应为 ") for note in notes)


@pytest.mark.usefixtures("folder")
def test_the_mark_stands_below_its_words_on_a_terminal_with_wide_characters(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    slip = RIGHT.replace("（国办公开办函〔2021〕30号）", "（国办公开函〔2021〕30号）")
    (folder / "slip.txt").write_text(slip)
    main(["slip.txt"])
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if "^" in line)
    start = lines[at - 1].index("国办公开函〔2021〕30号")
    assert lines[at].index("^") == width(lines[at - 1][:start])
    assert lines[at].count("^") == width("国办公开函〔2021〕30号")


@pytest.mark.usefixtures("folder")
def test_a_summary_ends_the_readable_form(capsys: pytest.CaptureFixture[str]) -> None:
    main(["right.txt", "novel.txt"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "files 2: error 0, warning 0, info 0, unreadable 1"


@pytest.mark.usefixtures("folder")
def test_every_file_gives_one_line_of_json_in_the_order_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["right.txt", "novel.txt", "missing.txt", "wrong.txt"], ndjson=True)
    right, novel, missing, wrong = map(json.loads, capsys.readouterr().out.splitlines())
    assert right["source"]["filename"] == "right.txt"
    assert (novel["type"], novel["filename"]) == ("/problems/not-a-report", "novel.txt")
    assert novel["missing"]
    assert (missing["type"], missing["filename"]) == ("/problems/unreadable-file", "missing.txt")
    assert [finding["severity"] for finding in wrong["findings"]].count("error") > 0


@pytest.mark.usefixtures("folder")
def test_a_dash_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode("utf-16"))))
    assert main(["-"], ndjson=True) == 0
    source = json.loads(capsys.readouterr().out)["source"]
    assert (source["filename"], source["encoding"]) == (None, "utf-16-le")


def test_a_report_on_one_line_is_shown_in_part(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "line.txt").write_text(WRONG.replace("\n", " "))
    main(["line.txt"])
    excerpts = [line for line in capsys.readouterr().out.splitlines() if line.startswith("1 | ")]
    assert excerpts
    assert all("…" in line for line in excerpts)
    assert all(len(line) < 1000 for line in excerpts)


def test_a_file_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "esc.txt").write_text(WRONG.replace("（七）总计", "（七）总计\x1b[2J"))
    main(["esc.txt"])
    out = capsys.readouterr().out
    assert "（七）总计 [2J" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("年报", 4), ("（a）", 5), ("e\u0301", 1)]
)
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.usefixtures("folder")
def test_every_value_is_shown_with_its_place_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["right.txt"], provenance=True)
    lines = capsys.readouterr().out.splitlines()
    (shown,) = [line for line in lines if "/applications/received/total = " in line]
    name, row, column, _ = shown.split(":", 3)
    printed = shown.rpartition(" = ")[2]
    assert name == "right.txt"
    assert RIGHT.splitlines()[int(row) - 1][int(column) - 1 :].startswith(printed)
    main(["right.txt"])
    assert "/applications/received/total" not in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_places_join_the_line_of_json_where_they_are_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["right.txt"], ndjson=True)
    main(["right.txt", "novel.txt"], ndjson=True, provenance=True)
    plain, placed, novel = capsys.readouterr().out.splitlines()
    assert placed.startswith(plain.removesuffix("}"))
    place = json.loads(placed)["provenance"]["/applications/received/total"]
    assert RIGHT[place["start"] : place["end"]] == place["quote"] == "3"
    assert "provenance" not in json.loads(novel)


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_is_no_file_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], folder: Path, name: str
) -> None:
    assert main([name]) == 2
    line, *_ = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{name}: unreadable: ")


def test_a_file_larger_than_the_service_takes_is_not_read(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    with (folder / "large.txt").open("wb") as large:
        large.truncate(100 * MOST_BYTES)
    assert main(["large.txt"], ndjson=True) == 2
    assert json.loads(capsys.readouterr().out)["type"] == "/problems/body-too-large"


def test_findings_that_are_left_out_are_mentioned(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    numbers = "".join(f"联系电话1380013{number:04}，" for number in range(MOST_FINDINGS + 1))
    (folder / "many.txt").write_text(RIGHT.replace("一、总体情况\n", f"一、总体情况\n{numbers}\n"))
    main(["many.txt"])
    assert "many.txt: more findings than these are left out" in capsys.readouterr().out
