"""What a service answers of everything that is stored."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

RELEASES = Path(__file__).parent.parent / "data" / "releases"
OF_A_YEAR = ("", "?include=provenance,text", "/source", "/revisions", "/findings")


def answers(client: FlaskClient) -> dict[str, list[Any]]:
    """Return status, tag and digest of the body for the pages about every agency and year."""
    told: dict[str, list[Any]] = {}
    for agency in client.get("/v1/agencies?limit=1000").json["agencies"]:
        path = f"/v1/agencies/{agency['agency_id']}"
        reports = client.get(f"{path}/reports").json["reports"]
        pages = [path, f"{path}/reports", f"{path}/series"]
        pages += [f"{path}/reports/{each['year']}{page}" for each in reports for page in OF_A_YEAR]
        told |= {page: _answer(client, page) for page in pages}
    return told


def _answer(client: FlaskClient, page: str) -> list[Any]:
    answer = client.get(page)
    return [answer.status_code, answer.headers.get("ETag"), sha256(answer.data).hexdigest()]
