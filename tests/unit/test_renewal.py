"""How far `nianbao revalidate` is, as it is shown."""

import pytest

from service.renewal import Bar, line
from service.revalidation import Progress


@pytest.mark.parametrize(
    ("progress", "seconds", "shown"),
    [
        (Progress(0), 0.0, f"[{'#' * 30}] 0/0"),
        (Progress(40), 3.0, f"[{'.' * 30}] 0/40"),
        (Progress(40, 10), 30.0, f"[{'#' * 7}{'.' * 23}] 10/40, 1:30 left"),
        (Progress(40, 40), 70.0, f"[{'#' * 30}] 40/40"),
        # Reports that an upload has judged meanwhile are not met any more, and late ones are.
        (Progress(40, 41), 70.0, f"[{'#' * 30}] 41/40"),
    ],
)
def test_the_line_of_progress(progress: Progress, seconds: float, shown: str) -> None:
    assert line(progress, seconds) == shown


def test_a_file_gets_no_line_that_is_drawn_over(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar()
    bar.draw(Progress(2, 2))
    bar.end()
    assert capsys.readouterr().err == ""


def test_a_terminal_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = Bar()
    bar.draw(Progress(2, 1))  # at once after the beginning: nothing worth drawing
    bar.draw(Progress(2, 2))
    bar.end()
    assert capsys.readouterr().err == f"\r[{'#' * 30}] 2/2\x1b[K\n"
