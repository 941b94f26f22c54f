"""What earlier releases stored is served by this version as they served it."""

import json
from pathlib import Path

import pytest

from service.administration.backup import restore
from service.app import create_app
from service.config import Settings
from tests.conftest import run
from tests.releases.answers import RELEASES, answers

DUMPS = sorted(RELEASES.glob("*.dump"))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_database_of_an_earlier_release_answers_the_same_bytes(
    empty_database: str, dump: Path
) -> None:
    settings = Settings(database_url=empty_database)
    assert restore(settings, dump) == 0
    app = create_app(settings)
    told = answers(app.test_client())
    app.extensions["pool"].close()
    before = json.loads(dump.with_suffix(".json").read_text("utf-8"))
    assert len(before) > 50
    assert told == before


def test_there_is_a_release_to_try() -> None:
    assert DUMPS


def test_new_reports_are_stored_beside_those_of_an_earlier_release(empty_database: str) -> None:
    settings = Settings(database_url=empty_database)
    restore(settings, DUMPS[0])
    app = create_app(settings)
    client = app.test_client()
    [(agency, year)] = run(
        empty_database,
        "SELECT agency_id, max(year) FROM reports WHERE withdrawn_at IS NULL"
        " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    )
    source = client.get(f"/v1/agencies/{agency}/reports/{year}/source")
    again = client.post(
        f"/v1/agencies/{agency}/reports", data=source.data, content_type="text/plain"
    )
    changed = client.post(
        f"/v1/agencies/{agency}/reports", data=source.data + b"\n", content_type="text/plain"
    )
    app.extensions["pool"].close()
    assert (again.status_code, changed.status_code) == (200, 201)
