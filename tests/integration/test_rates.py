"""Who sends too many requests is told to wait, and nobody else is."""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits import RateLimitItem, RateLimitItemPerSecond

from service.api import rates
from service.app import create_app
from service.config import Settings
from service.keys.ring import KeyRing
from service.keys.secret import new_secret
from service.limits import Limits
from service.model.key import Scope
from service.storage.migrate import migrate
from tests.conftest import header_of_key
from tests.system.running import eventually

PATH = "/v1/rules"
OPEN = ("/healthz", "/readyz", "/docs", "/openapi.json", "/openapi.yaml", "/problems")
HERE, THERE = "192.0.2.1", "192.0.2.2"
ENOUGH_SECONDS = 5
MANY = 8  # requests, of which 3 or 4 are allowed
Open = Callable[..., Flask]


@pytest.fixture
def opened(empty_database: str) -> Iterator[Open]:
    """Give what makes services on one database, where 3 requests and 4 refusals are allowed."""
    migrate(empty_database)
    left = 60 - time() % 60  # of the minute; the next one allows more
    sleep(left if left < ENOUGH_SECONDS else 0)
    made = []

    def open_app(storage: str = "memory://", requests: int = 3, refusals: int = 4) -> Flask:
        limits = Limits(requests_per_minute=requests, refusals_per_minute=refusals)
        made.append(
            create_app(Settings(database_url=empty_database, rate_storage=storage, limits=limits))
        )
        return made[-1]

    yield open_app
    for app in made:
        app.extensions["pool"].close()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the minute last two seconds."""

    def two_seconds(amount: int, _: int, namespace: str) -> RateLimitItem:
        return RateLimitItemPerSecond(amount, 2, namespace)

    monkeypatch.setattr(rates, "RateLimitItemPerMinute", two_seconds)


@contextmanager
def redis(port: int, folder: Path) -> Iterator[None]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server on the PATH")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL) as server:
        eventually(lambda: not closed(port))
        yield
        server.terminate()


def closed(port: int) -> bool:
    with closing(socket.socket()) as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def port() -> int:
    """Give a port where nobody listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def statuses(
    client: FlaskClient, number: int = MANY, path: str = PATH, **request: Any
) -> list[int]:
    return [client.get(path, **request).status_code for _ in range(number)]


def key(app: Flask) -> dict[str, str]:
    header = header_of_key(app.extensions["pool"], Scope.READ)
    app.extensions["keys"] = KeyRing(app.extensions["pool"])  # as some seconds later
    return header


def no_key() -> dict[str, str]:
    return {"Authorization": f"Bearer {new_secret()}"}


def sent_from(address: str) -> dict[str, str]:
    return {"REMOTE_ADDR": address}


def test_a_key_that_sends_too_much_is_told_when_to_come_back(
    opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    app = opened()
    header = key(app)
    caplog.set_level("INFO", "service.api.requests")
    client = app.test_client()
    assert statuses(client, headers=header) == [200] * 3 + [429] * 5
    refused = client.get(PATH, headers=header)
    assert refused.content_type == "application/problem+json"
    assert refused.json["type"] == "/problems/too-many-requests"
    assert refused.json["detail"] == "3 requests a minute are allowed."
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    key_id = caplog.messages[0].rpartition(" key ")[2]
    assert len(key_id) == 16
    assert caplog.messages[-1].endswith(f" key {key_id}")


def test_one_key_does_not_disturb_another(opened: Open) -> None:
    app = opened()
    first, second = key(app), key(app)
    client = app.test_client()
    assert statuses(client, headers=first)[-1] == 429
    assert statuses(client, 3, headers=second) == [200] * 3
    assert statuses(client, 1, headers=second) == [429]


def test_a_key_is_one_caller_wherever_it_is_sent_from(opened: Open) -> None:
    app = opened()
    header = key(app)
    client = app.test_client()
    statuses(client, 3, headers=header, environ_overrides=sent_from(HERE))
    assert statuses(client, 1, headers=header, environ_overrides=sent_from(THERE)) == [429]


def test_what_a_key_may_not_do_is_counted_too(opened: Open) -> None:
    app = opened()
    header = key(app)
    client = app.test_client()
    assert statuses(client, 4, "/v1/trail", headers=header) == [403] * 3 + [429]


def test_without_keys_an_address_is_a_caller(opened: Open) -> None:
    client = opened().test_client()
    assert statuses(client, environ_overrides=sent_from(HERE)) == [200] * 3 + [429] * 5
    assert statuses(client, 3, environ_overrides=sent_from(THERE)) == [200] * 3


def test_what_is_open_to_everybody_is_not_counted(opened: Open) -> None:
    client = opened().test_client()
    for path in OPEN:
        assert statuses(client, path=path) == [200] * MANY, path
    assert client.options(PATH).status_code == 200
    assert statuses(client, 3) == [200] * 3
    assert statuses(client, 1) == [429]
    assert [client.get(path).status_code for path in OPEN] == [200] * len(OPEN)


def test_what_is_refused_stores_nothing(opened: Open) -> None:
    client = opened().test_client()
    statuses(client)
    path = "/v1/agencies/a"
    assert client.put(path, json={"name": "某局"}).status_code == 429
    known = client.get(path, environ_overrides=sent_from(THERE))
    assert known.status_code == 404


@pytest.mark.usefixtures("short")
def test_the_window_opens_when_it_was_said(opened: Open) -> None:
    app = opened()
    header = key(app)
    client = app.test_client()
    for _ in range(3):
        statuses(client, headers=header)
        refused = client.get(PATH, headers=header)
        assert refused.status_code == 429
        sleep(int(refused.headers["Retry-After"]))
        assert client.get(PATH, headers=header).status_code == 200


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer \xe9"}, no_key()]
)
def test_who_tries_keys_is_told_to_wait(opened: Open, header: dict[str, str]) -> None:
    app = opened()
    key(app)
    client = app.test_client()
    sent = {"headers": header, "environ_overrides": sent_from(HERE)}
    assert statuses(client, **sent) == [401] * 4 + [429] * 4
    refused = client.get(PATH, **sent)
    assert refused.json["detail"] == "4 refusals a minute are allowed."
    assert "WWW-Authenticate" not in refused.headers
    assert statuses(client, 1, headers=header, environ_overrides=sent_from(THERE)) == [401]


def test_a_key_that_is_found_too_late_is_not_told_from_others(opened: Open) -> None:
    app = opened()
    right = key(app)
    client = app.test_client()
    for _ in range(4):
        client.get(PATH, headers=no_key())
    assert statuses(client, 1, headers=right) == [429]
    assert statuses(client, 1, headers=no_key()) == [429]
    assert statuses(client, 1, headers=right, environ_overrides=sent_from(THERE)) == [200]


def test_who_tries_keys_does_not_hold_up_those_who_have_one(opened: Open) -> None:
    app = opened()
    right = key(app)
    client = app.test_client()
    assert statuses(client, 1, headers=right) == [200]
    assert statuses(client, headers=no_key())[-1] == 429
    assert statuses(client, 2, headers=right) == [200] * 2


def test_who_tries_keys_asks_the_database_for_no_more(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()
    key(app)
    client = app.test_client()
    statuses(client, headers=no_key())
    app.extensions["pool"].close()
    monkeypatch.setattr(app.extensions["pool"], "_database_url", None)
    assert statuses(client, headers=no_key()) == [429] * MANY


def test_the_first_key_cannot_be_asked_for_at_speed(opened: Open) -> None:
    client = opened().test_client()
    assert statuses(client, path="/v1/keys") == [401] * 4 + [429] * 4


def test_nothing_is_counted_where_the_limit_is_0(opened: Open) -> None:
    app = opened(requests=0, refusals=0)
    client = app.test_client()
    assert statuses(client) == [200] * MANY
    header = key(app)
    assert statuses(client, headers=header) == [200] * MANY
    assert statuses(client, headers=no_key()) == [401] * MANY


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.message for each in caplog.records if each.name == rates.__name__]


def test_without_its_storage_nothing_is_counted_and_a_line_says_so_each_minute(
    opened: Open, port: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rates, "AWAY_SECONDS", 0.0)
    app = opened(f"redis://u:secret@127.0.0.1:{port}")
    client = app.test_client()
    assert statuses(client) == [200] * MANY
    key(app)
    assert statuses(client, headers=no_key()) == [401] * MANY
    [told] = warnings(caplog)
    assert told.startswith("RATE_STORAGE does not answer, so requests are not counted: ")
    assert "secret" not in caplog.text
    monkeypatch.setattr(app.extensions["rates"], "_told_again", 0.0)  # a minute later
    statuses(client)
    assert len(warnings(caplog)) == 2


def test_a_storage_that_is_silent_is_left_alone_for_a_while(
    opened: Open, port: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rates, "AWAY_SECONDS", 600.0)
    with closing(socket.create_server(("127.0.0.1", port))) as silent:
        client = opened(f"redis://127.0.0.1:{port}").test_client()
        assert statuses(client) == [200] * MANY
        asked = 0
        silent.settimeout(0.1)
        while True:
            try:
                silent.accept()[0].close()
            except TimeoutError:
                break
            asked += 1
    assert asked == 2  # the first request tried twice, the others not at all
    assert len(warnings(caplog)) == 1


@pytest.mark.usefixtures("short")
def test_services_that_name_one_server_count_together(
    opened: Open, port: int, scratch: Path
) -> None:
    with redis(port, scratch):
        url = f"redis://127.0.0.1:{port}/3"
        first, second = opened(url), opened(url)
        header = key(first)
        one, other = first.test_client(), second.test_client()
        second.extensions["keys"] = KeyRing(second.extensions["pool"])
        assert statuses(one, 2, headers=header) == [200] * 2
        assert statuses(other, 2, headers=header) == [200, 429]
        refused = one.get(PATH, headers=header)
        assert refused.status_code == 429
        sleep(int(refused.headers["Retry-After"]))
        assert statuses(one, 1, headers=header) == [200]


def test_a_storage_that_is_back_counts_again(
    opened: Open, port: int, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "AWAY_SECONDS", 0.0)
    client = opened(f"redis://127.0.0.1:{port}").test_client()
    for _ in range(2):
        with redis(port, scratch):
            assert statuses(client) == [200] * 3 + [429] * 5
        assert statuses(client) == [200] * MANY


def test_services_without_a_server_count_by_themselves(opened: Open) -> None:
    first, second = opened(), opened()
    assert statuses(first.test_client(), 4)[-1] == 429
    assert statuses(second.test_client(), 3) == [200] * 3
