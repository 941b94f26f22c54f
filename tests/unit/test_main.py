"""The command line finds its command, and says what it cannot do in one line."""

import pytest

from service.__main__ import main


def test_migrating_needs_a_database_url(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == (
        "nianbao: DATABASE_URL is not set; `nianbao serve` migrates its own server.\n"
    )


def test_migrating_twice_is_no_fault(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0


def test_a_wrong_setting_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "http")
    assert main(["serve"]) == 1
    assert capsys.readouterr().err.startswith("nianbao: PORT must be ")


@pytest.mark.parametrize("arguments", [[], ["check"], ["serve", "now"], ["publish"]])
def test_what_is_no_command_is_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert "usage: nianbao" in capsys.readouterr().err
