"""Settings come from the environment, and a wrong one is named."""

from dataclasses import fields
from pathlib import Path

import pytest

from service.config import Settings
from service.errors import ConfigurationError
from service.limits import Limits

LIMITS = tuple(field.name.upper() for field in fields(Limits))
NAMES = (
    "DATABASE_URL",
    "READ_DATABASE_URL",
    "HOST",
    "PORT",
    "DATA_DIR",
    "POOL_SIZE",
    "WORKERS",
    "CORS_ORIGINS",
    "RATE_STORAGE",
    "LOG_FORMAT",
    *LIMITS,
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_any_variable_the_defaults_hold() -> None:
    assert Settings.from_environment() == Settings()


def test_a_standby_without_its_primary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READ_DATABASE_URL", "postgresql://b/nianbao")
    with pytest.raises(ConfigurationError, match="READ_DATABASE_URL needs DATABASE_URL"):
        Settings.from_environment()
    monkeypatch.setenv("DATABASE_URL", "postgresql://a/nianbao")
    assert Settings.from_environment().read_database_url == "postgresql://b/nianbao"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert Settings.from_environment() == Settings()


def test_every_setting_has_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    values = (
        "postgresql://db/nianbao",
        "postgresql://b/nianbao",
        "::1",
        "9000",
        "/srv/data",
        "7",
        "3",
    )
    values += ("https://a.example.cn, http://localhost:3000", "rediss://u:p@[::1]:6380/1", "json")
    values += tuple(str(60 - number) for number in range(len(LIMITS)))
    lowest = {"MAX_ADDRESS_BYTES": "300", "MAX_HEADER_BYTES": "301"}
    values = tuple(lowest.get(name, value) for name, value in zip(NAMES, values, strict=True))
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    assert Settings.from_environment() == Settings(
        database_url="postgresql://db/nianbao",
        read_database_url="postgresql://b/nianbao",
        host="::1",
        port=9000,
        data_dir=Path("/srv/data"),
        pool_size=7,
        workers=3,
        cors_origins=("https://a.example.cn", "http://localhost:3000"),
        rate_storage="rediss://u:p@[::1]:6380/1",
        log_format="json",
        limits=Limits(*map(int, values[10:])),
    )


@pytest.mark.parametrize("printed", ["*", "null", "a.example.cn", "https://a.example.cn/"])
def test_a_wrong_origin_is_named(monkeypatch: pytest.MonkeyPatch, printed: str) -> None:
    monkeypatch.setenv("CORS_ORIGINS", f"https://portal.example.cn {printed}")
    with pytest.raises(ConfigurationError, match="CORS_ORIGINS must be origins"):
        Settings.from_environment()


@pytest.mark.parametrize(
    "printed",
    [
        "memory",
        "memory://x",
        "postgresql://u:secret@db/nianbao",
        "redis://",
        "redis://u:secret@db:65536",
        "redis://u:secret@db/x",
        "redis://u:secret@db?socket_timeout=9",
    ],
)
def test_a_wrong_storage_of_counts_is_named_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, printed: str
) -> None:
    monkeypatch.setenv("RATE_STORAGE", printed)
    with pytest.raises(
        ConfigurationError, match=r"^RATE_STORAGE must be memory:// or redis\["
    ) as told:
        Settings.from_environment()
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("printed", ["http", "-1", "65536", "80.5", "８０００"])
def test_a_wrong_port_is_named_with_its_limits(
    monkeypatch: pytest.MonkeyPatch, printed: str
) -> None:
    monkeypatch.setenv("PORT", printed)
    with pytest.raises(ConfigurationError) as raised:
        Settings.from_environment()
    assert str(raised.value) == f"PORT must be an integer from 0 to 65535, not {printed!r}"
