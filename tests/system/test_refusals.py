"""What gunicorn refuses before the application is asked is a problem, too."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import open_folder
from tests.system.running import Service, service


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with open_folder() as folder, service(Path(folder)) as started:
        yield started.ready()


def answer_to(running: Service, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes and return the status, the headers and the body of what comes back."""
    place = urlsplit(running.url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as caller:
        caller.sendall(request)
        caller.shutdown(socket.SHUT_WR)
        said = b"".join(iter(lambda: caller.recv(65_536), b""))
    head, _, body = said.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(status.split()[1]), headers, body


POST = b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
REFUSED = {
    "a line that is none": (b"nonsense\r\n\r\n", 400, "malformed-request"),
    "a method that is none": (b"G\x00T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-request"),
    "a version that is none": (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400, "malformed-request"),
    "a header that is none": (b"GET / HTTP/1.1\r\nHo st: a\r\n\r\n", 400, "malformed-request"),
    "a length that is none": (
        POST + b"Content-Length: x\r\n\r\n",
        400,
        "malformed-request",
    ),
    "two lengths": (
        POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        "malformed-request",
    ),
    "chunks that are none": (
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        400,
        "malformed-request",
    ),
    "chunks without an end": (
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        400,
        "malformed-request",
    ),
    "an unknown coding": (
        POST + b"Transfer-Encoding: zip\r\n\r\nabc",
        501,
        "malformed-request",
    ),
    "an unknown expectation": (POST + b"Expect: tea\r\n\r\n", 417, "malformed-request"),
    "too long an address": (
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        414,
        "uri-too-long",
    ),
    "too long a header": (
        b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 9000 + b"\r\n\r\n",
        431,
        "headers-too-large",
    ),
    "too many headers": (
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 200 + b"\r\n",
        431,
        "headers-too-large",
    ),
    "a body that ends early": (POST + b"Content-Length: 9\r\n\r\nabc", 400, "malformed-request"),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_malformed_http_is_answered_with_a_problem(
    running: Service, refused: tuple[bytes, int, str]
) -> None:
    request, status, slug = refused
    got, headers, body = answer_to(running, request)
    assert (got, headers.get("content-type")) == (status, "application/problem+json"), body
    problem = json.loads(body)
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status)
    assert problem["request_id"] == headers["x-request-id"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert running.ask(problem["type"]).status == 200


def test_what_is_refused_so_is_a_line_of_the_log(scratch: Path) -> None:
    with service(scratch, WORKERS="1", BATCH_WORKERS="0") as running:
        assert answer_to(running.ready(), b"nonsense\r\n\r\n")[0] == 400
    said = [line for line in running.said.splitlines() if not line.startswith("nianbao")]
    (warning,) = map(json.loads, said)
    assert (warning["level"], warning["logger"]) == ("WARNING", "gunicorn.error")
    assert "nonsense" in warning["message"]
