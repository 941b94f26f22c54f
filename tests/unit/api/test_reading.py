"""The reading of an upload, within its allowance of processor time."""

from dataclasses import replace

from service.app import create_app
from service.config import Settings
from service.limits import Limits
from tests.hostile.bodies import HEAD
from tests.integration.texts import report_text

# A hundredth of the default, which no text is known to reach any more.
SHORT = Settings(limits=replace(Limits(), reading_seconds=0.05))


def test_a_text_that_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    client = create_app(SHORT).test_client()
    client.post("/v1/check", data=report_text(), content_type="text/plain")  # loads what is needed
    for _ in range(2):
        answer = client.post("/v1/check", data=HEAD + "(" * 390_000, content_type="text/plain")
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/too-laborious")
        answer = client.post("/v1/check", data=report_text(), content_type="text/plain")
        assert answer.status_code == 200
