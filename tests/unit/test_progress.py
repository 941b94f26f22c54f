"""How far a long command is, as it is shown."""

import pytest

from service import progress
from service.progress import Bar, line


@pytest.mark.parametrize(
    ("done", "total", "seconds", "shown"),
    [
        (0, 0, 0.0, f"[{'#' * 30}] 0/0"),
        (0, 40, 3.0, f"[{'.' * 30}] 0/40"),
        (10, 40, 30.0, f"[{'#' * 7}{'.' * 23}] 10/40, 0.333/s, 1:30 left"),
        (40, 40, 2.0, f"[{'#' * 30}] 40/40, 20/s"),
        # Reports that an upload has judged meanwhile are not met any more, and late ones are.
        (41, 40, 2.0, f"[{'#' * 30}] 41/40, 20.5/s"),
    ],
)
def test_the_line_of_progress(done: int, total: int, seconds: float, shown: str) -> None:
    assert line(done, total, seconds) == shown


def test_a_file_gets_no_line_that_is_drawn_over(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar()
    bar.draw(2, 2)
    bar.end()
    assert capsys.readouterr().err == ""


def test_a_terminal_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = iter((10.0, 10.01, 12.0))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    bar = Bar()
    bar.draw(1, 2)  # at once after the beginning: nothing worth drawing
    bar.draw(2, 2)
    bar.end()
    assert capsys.readouterr().err == f"\r[{'#' * 30}] 2/2, 1/s\x1b[K\n"
