"""Hostile requests, thousands of them: none is a 5xx, a hang, a dead worker or lost memory."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import open_folder
from tests.hostile.bodies import Body, bodies
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.running import Answer, Service, ask, service

COUNT = extent.of(5_600, 420)
CLIENTS = 2
LONGEST_SECONDS = 40.0  # see docs/operations.md
MOST_MEMORY = 1024  # MiB of one worker, at any time
SEED = 6


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with open_folder() as folder, service(Path(folder)) as started:
        yield started.ready()


def workers(running: Service) -> set[int]:
    gunicorn = running.child("gunicorn").pid
    return {each.pid for each in running.descendants() if each.parent == gunicorn}


def peak(worker: int) -> int:
    """Return the most memory that a process ever had, in MiB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc", str(worker), "status").read_text())
    assert found
    return int(found[1]) // 1024


def test_no_hostile_body_is_more_than_refused(running: Service) -> None:
    before = workers(running)
    stored = report_text().encode()
    path = "/v1/agencies/unharmed/reports"
    kept = running.ask(path, stored, patience=60, Content_Type="text/plain")
    assert kept.status == 201
    statuses: Counter[int] = Counter()
    longest: list[tuple[float, str]] = []

    def send(body: Body) -> str | None:
        began = time.monotonic()
        answer = ask(
            running.url, body.path, body.data, patience=90, method=body.method, **body.headers
        )
        statuses[answer.status] += 1
        longest.append((time.monotonic() - began, body.kind))
        return _fault(body, answer)

    with ThreadPoolExecutor(CLIENTS) as clients:
        faults = [fault for fault in clients.map(send, bodies(SEED, COUNT)) if fault]
    memory = max(map(peak, workers(running)))
    print(f"{dict(statuses)}, longest {max(longest)}, {memory} MiB")  # noqa: T201 -- for -s
    assert not faults, faults[:10]
    assert max(longest)[0] < LONGEST_SECONDS, max(longest)
    assert workers(running) == before
    assert memory < MOST_MEMORY
    assert running.ask(kept.headers["Location"]).body == kept.body
    assert {200, 201, 400, 413, 422} <= statuses.keys()


def _fault(body: Body, answer: Answer) -> str | None:
    """Return what is wrong with an answer, None where nothing is."""
    if not 200 <= answer.status < 500:
        return f"{answer.status} for {body.kind}: {answer.body[:200]!r}"
    try:
        members = json.loads(answer.body)
    except ValueError:
        return f"no JSON for {body.kind}"
    is_problem = answer.headers["Content-Type"] == "application/problem+json"
    if is_problem != (answer.status >= 400) or is_problem != ("request_id" in members):
        return f"{answer.status} that is no problem, for {body.kind}"
    return None
