"""
Records what this version stores and answers: `python -m tests.releases`, once, for a release.

Writes tests/data/releases/VERSION.dump, a backup, and VERSION.json, what GET answers from it.
"""

import json
import sys
from pathlib import Path

from flask.testing import FlaskClient

from service import __version__
from service.administration.backup import back_up
from service.app import create_app
from service.config import Settings
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.conftest import open_folder
from tests.golden.reading import WRITTEN
from tests.integration.texts import report_text
from tests.releases.answers import RELEASES, answers

AGENCY = "/v1/agencies/140802-archives"


def main() -> int:
    """Store, back up and write down; a release that is recorded stays as it is."""
    dump = RELEASES / f"{__version__}.dump"
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        settings = Settings(database_url=postgres.url)
        app = create_app(settings)
        client = app.test_client()
        _store(client)
        told = answers(client)
        app.extensions["pool"].close()
        back_up(settings, dump)
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    dump.with_suffix(".json").write_text(f"{text}\n", "utf-8")
    return 0


def _store(client: FlaskClient) -> None:
    """Store what takes part in every table: years, revisions, one withdrawn, faults, a page."""
    name = {"name": "盐湖区档案局", "division": "140802", "level": "county"}
    _done(client.put(AGENCY, json=name).status_code)
    for year in (2021, 2022, 2023, 2024):
        _send(client, AGENCY, report_text(year, carried_out=year % 2).encode())
    _send(client, AGENCY, report_text(2023, received=9).encode())
    _done(client.delete(f"{AGENCY}/reports/2021").status_code)
    for source in sorted(path for path in WRITTEN.rglob("*") if path.suffix in (".txt", ".html")):
        _send(client, f"/v1/agencies/{source.stem}", source.read_bytes(), source)


def _send(client: FlaskClient, agency: str, data: bytes, source: Path | None = None) -> None:
    kind = "text/html" if source is not None and source.suffix == ".html" else "text/plain"
    headers = {"Idempotency-Key": "once"} if source is not None else {}
    answer = client.post(f"{agency}/reports", data=data, content_type=kind, headers=headers)
    if answer.status_code != 422:  # a fragment that names no year
        _done(answer.status_code)


def _done(status: int) -> None:
    assert status in (200, 201, 204), status


if __name__ == "__main__":
    sys.exit(main())
