"""The contract against a running service, with made-up requests; `make contract` sends more."""

from pathlib import Path

from tests.contract.live.running import run

SECONDS = 15


def test_no_made_up_request_gets_an_answer_outside_the_contract(scratch: Path) -> None:
    outcome = run(scratch, examples=5, seed=1, seconds=SECONDS)
    assert (outcome.status, outcome.cases > 50) == (0, True), outcome.said
