"""Callers that fall silent keep no thread for ever, and nobody else from being answered."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import open_folder
from tests.system.running import Service, service

LIMITS = {"STALL_SECONDS": "1", "BODY_SECONDS": "3", "MAX_REQUESTS": "4", "WORKERS": "1"}
HEAD = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with open_folder() as folder, service(Path(folder), **LIMITS) as started:
        yield started.ready()


def connect(running: Service) -> socket.socket:
    place = urlsplit(running.url)
    return socket.create_connection((place.hostname, place.port), timeout=20)


def said_to(caller: socket.socket) -> bytes:
    return b"".join(iter(lambda: caller.recv(65_536), b""))


def assert_too_slow(said: bytes) -> None:
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 "), said
    assert json.loads(body)["type"] == "/problems/request-timeout"


def test_a_body_that_stops_coming_is_answered(running: Service) -> None:
    with connect(running) as caller:
        caller.sendall(HEAD + b"Content-Length: 10\r\n\r\nabc")
        assert_too_slow(said_to(caller))


def test_chunks_that_stop_coming_are_answered(running: Service) -> None:
    with connect(running) as caller:
        caller.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc")
        assert_too_slow(said_to(caller))


def test_a_body_that_comes_byte_by_byte_has_its_time(running: Service) -> None:
    with connect(running) as caller:
        caller.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
        began = time.monotonic()
        caller.settimeout(0.3)
        said = b""
        while not said and time.monotonic() < began + 20:
            caller.sendall(b"a")
            try:
                said = caller.recv(65_536)
            except TimeoutError:
                continue
        caller.settimeout(20)
        assert_too_slow(said + said_to(caller))
        assert 2 < time.monotonic() - began < 10


def test_a_head_that_stops_coming_ends_the_connection(running: Service) -> None:
    with connect(running) as caller:
        caller.sendall(HEAD)
        assert said_to(caller) == b""


def test_as_many_silent_callers_as_there_are_threads_are_got_rid_of(running: Service) -> None:
    with ExitStack() as stack:
        for number in range(30):
            caller = stack.enter_context(connect(running))
            caller.sendall(HEAD + b"Content-Length: 10\r\n\r\n" if number % 2 else HEAD)
        began = time.monotonic()
        assert running.ask("/healthz", patience=30).status == 200
        assert time.monotonic() - began < 15


def test_a_caller_that_takes_no_answer_is_left(running: Service) -> None:
    with ExitStack() as stack:
        for _ in range(12):
            caller = stack.enter_context(connect(running))
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            caller.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n" * 200)
        assert running.ask("/healthz", patience=30).status == 200
