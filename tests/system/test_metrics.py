"""What a running service says of its requests: in the log, and at /metrics for all processes."""

import json
import os
import signal
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from tests.integration.texts import report_text
from tests.system.running import Service, below, eventually, service

FAULTY = report_text().replace("2024年1月1日至", "2024年2月1日至").encode()
PATH = "/v1/agencies/counted/reports"


def counted(running: Service) -> dict[tuple[str, ...], float]:
    """Return what /metrics says: a value for each name with its labels."""
    text = running.ask("/metrics").body.decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def lines(running: Service) -> list[dict[str, Any]]:
    return [json.loads(line) for line in running.said.splitlines() if line.startswith("{")]


def test_whichever_process_is_asked_answers_for_all(scratch: Path) -> None:
    with service(scratch, WORKERS="2") as running:
        running.ready()
        posted = running.ask(PATH, FAULTY, Content_Type="text/plain")
        again = running.ask(PATH, FAULTY, Content_Type="text/plain")
        assert (posted.status, again.status) == (201, 200)
        for _ in range(30):
            assert running.ask(f"{PATH}/2024").status == 200
        assert running.ask("/nowhere/at/all").status == 404
        report = json.loads(posted.body)
        for _ in range(5):
            seen = counted(running)
            assert seen["nianbao_request_seconds_count", "get_report", "200"] == 30
            assert seen["nianbao_request_seconds_count", "post_report", "201"] == 1
            assert seen["nianbao_request_seconds_count", "none", "404"] == 1
            assert seen["nianbao_phase_seconds_count", "parse"] == 2
            for rule in {finding["rule"] for finding in report["findings"]}:
                times = sum(finding["rule"] == rule for finding in report["findings"])
                assert seen["nianbao_findings_total", rule] == times
            assert seen["nianbao_revisions_total", "bars"] == 1
        assert report["findings"]


def test_a_process_that_has_ended_has_no_connections(scratch: Path) -> None:
    with service(scratch, WORKERS="2", POOL_SIZE="3") as running:
        running.ready()
        gunicorn = running.child("gunicorn")
        workers = {str(each.pid) for each in below(gunicorn.pid) if each.parent == gunicorn.pid}
        assert len(workers) == 2

        def sizes() -> dict[str, float]:
            """Return what each process says, by its number."""
            return {
                labels[0]: value
                for (name, *labels), value in counted(running).items()
                if name == "nianbao_pool_size"
            }

        eventually(lambda: sizes() == dict.fromkeys(workers, 3))
        killed = workers.pop()
        os.kill(int(killed), signal.SIGKILL)
        eventually(lambda: killed not in sizes() and len(sizes()) == 2)
        assert workers < set(sizes())
        before = set(sizes())
        assert {name[1] for name in counted(running) if name[0] == "nianbao_pool_open"} == before
        running.popen.send_signal(signal.SIGUSR2)
        eventually(lambda: len(sizes()) == 2 and not before & set(sizes()))


def test_batches_are_told_until_they_are_worked_off(scratch: Path) -> None:
    waiting, oldest = ("nianbao_queue_jobs", "waiting"), ("nianbao_oldest_batch_seconds",)
    line = json.dumps({"agency_id": "counted", "text": report_text()}).encode()
    with service(scratch, BATCH_WORKERS="0") as running:
        running.ready()
        sent = running.ask("/v1/batches", line, Content_Type="application/x-ndjson")
        assert sent.status == 202
        seen = counted(running)
        assert seen[waiting] == 1
        assert seen[oldest] > 0
    with service(scratch, BATCH_WORKERS="1") as running:
        running.ready()
        eventually(lambda: counted(running)[oldest] == 0)
        eventually(lambda: counted(running)[waiting] == 0)


def test_the_line_of_a_request_names_what_it_was_about(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        running.ask(PATH, FAULTY, Content_Type="text/plain", X_Request_Id="portal-7")

        def line() -> list[dict[str, Any]]:
            return [each for each in lines(running) if each.get("request_id") == "portal-7"]

        eventually(line)
        [found] = line()
        told = {name: found[name] for name in ("operation", "status", "key_id", "agency_id")}
        assert told == {
            "operation": "post_report", "status": 201, "key_id": None, "agency_id": "counted",
        }  # fmt: skip
        assert (found["year"], found["revision"]) == (2024, 1)
        phases = [found[f"{name}_ms"] for name in ("decode", "parse", "rules", "store")]
        assert all(took > 0 for took in phases)
        assert sum(phases) <= found["ms"]
