"""How tests send many reports at once, and work them off in the place of a worker."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.representation import render_to_store
from service.batches.working import Desk, work_off
from service.limits import Limits
from service.storage.pool import Pool
from service.storage.queue import WORK_OFF

NDJSON = "application/x-ndjson"


def lines(*reports: dict[str, Any]) -> bytes:
    return "".join(json.dumps(report) + "\n" for report in reports).encode()


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, data in files:
            writing.writestr(name, data)
    return archive.getvalue()


def submit(client: FlaskClient, body: bytes, kind: str = NDJSON, **request: Any) -> TestResponse:
    return client.post("/v1/batches", data=body, content_type=kind, **request)


def accepted(client: FlaskClient, body: bytes, kind: str = NDJSON, **request: Any) -> str:
    answer = submit(client, body, kind, **request)
    assert answer.status_code == 202, answer.text
    return str(answer.json["batch_id"])


def desk(pool: Pool, is_stopping: Callable[[], bool] = lambda: False) -> Desk:
    return Desk(pool, render_to_store, Limits(), is_stopping)


def jobs(pool: Pool, batch_id: str) -> list[int]:
    """Return the chunks of a batch that wait in the queue, in the order in which they come."""
    with pool.transaction() as statements:
        statements.execute(
            """
            SELECT (args ->> 'chunk')::integer
            FROM procrastinate_jobs
            WHERE task_name = %(task)s AND args ->> 'batch_id' = %(batch_id)s AND status = 'todo'
            ORDER BY priority DESC, id
            """,
            {"task": WORK_OFF, "batch_id": batch_id},
        )
        return [chunk for (chunk,) in statements.fetchall()]


def work(pool: Pool, batch_id: str) -> None:
    """Do what a worker does with the jobs of a batch."""
    for chunk in jobs(pool, batch_id):
        work_off(desk(pool), batch_id, chunk)


def results(client: FlaskClient, batch_id: str, **request: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/batches/{batch_id}/results", **request)
    assert (answer.status_code, answer.mimetype) == (200, NDJSON)
    return [json.loads(line) for line in answer.text.splitlines()]
