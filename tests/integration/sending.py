"""How tests send reports."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.texts import report_text

FAULTY = report_text().replace("（七）总计 | 3 |", "（七）总计 | 2 |")


def post(
    client: FlaskClient, agency_id: str, text: str = report_text(), **request: Any
) -> TestResponse:
    """Upload a text; expect 201 where nothing else is to be looked at."""
    return client.post(
        f"/v1/agencies/{agency_id}/reports",
        data=text.encode(),
        content_type="text/plain",
        **request,
    )


def report_path(agency_id: str, year: int = 2024, part: str = "") -> str:
    return f"/v1/agencies/{agency_id}/reports/{year}{part}"
