"""Every limit of the service: what it bounds, its default, and what an operator may set it to."""

from dataclasses import dataclass, field
from typing import Any, Final

MEBIBYTE: Final = 1024 * 1024
ANY_RATIO: Final = 65_536  # bytes that do no harm; a short text of blanks may become that many


def _limit(default: int, least: int, most: int) -> Any:
    """Return a field with the bounds within which an operator may set it."""
    return field(default=default, metadata={"least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What one request, one worker process and one transaction may take.

    The names in the environment are the field names in capitals. docs/operations.md says of each
    what the caller sees and which test holds it; docs/reference/settings.md is made of these lines.

    `max_body_bytes`: the largest upload, measured after inflation.
    `max_inflation_ratio`: how many times its size a compressed body may become.
    `max_batch_bytes`: the largest submission of many reports, as it is sent.
    `max_batch_inflated_bytes`: what one may become, all of its reports together.
    `max_batch_items`: reports of one submission.
    `max_batches`: submissions that one worker process receives at once.
    `batch_seconds`: how long one may take to arrive.
    `batch_days`: how long the results of one that is finished are kept.
    `max_form_parts`: parts of a multipart form.
    `max_json_depth`: lists and objects within each other in a JSON document.
    `max_address_bytes`: the first line of a request, so its path and query.
    `max_headers`: headers of a request.
    `max_header_bytes`: one header.
    `max_requests`: requests in work in one worker process; the next is told to come back.
    `requests_per_minute`: requests of one key, or one address without keys; 0 counts none.
    `refusals_per_minute`: requests without a valid key from one address; 0 counts none.
    `max_exports`: exports that one worker process answers at once; the next is told to come back.
    `export_seconds`: how long an export may take, since the database keeps a snapshot for it.
    `max_readings`: reports that one worker process reads at once; Python runs one thread anyway.
    `turn_seconds`: how long a report waits to be read.
    `reading_seconds`: processor time to read and judge one report.
    `body_seconds`: how long a body may take to arrive.
    `stall_seconds`: how long a caller may send nothing, or take nothing of an answer.
    `stop_seconds`: how long what was accepted may take after the service was told to stop.
    `database_wait_seconds`: how long a start waits for a given database that does not answer.
    `standby_seconds`: how long ago something may have been stored that a standby does not show.
    `connect_seconds`: how long a connection to the database may take.
    `checkout_seconds`: how long a request waits for a free connection.
    `statement_seconds`: how long one statement may take.
    `lock_seconds`: how long one statement may wait for a lock.
    `transaction_seconds`: all statements of one transaction, also where the server falls silent.
    `idle_seconds`: how long the server keeps a transaction of which it hears nothing.
    """

    max_body_bytes: int = _limit(10 * MEBIBYTE, 1, 1024 * MEBIBYTE)
    max_inflation_ratio: int = _limit(100, 1, 2_000)
    max_batch_bytes: int = _limit(256 * MEBIBYTE, 1, 1_048_576 * MEBIBYTE)
    max_batch_inflated_bytes: int = _limit(1024 * MEBIBYTE, 1, 1_048_576 * MEBIBYTE)
    max_batch_items: int = _limit(50_000, 1, 1_000_000)
    max_batches: int = _limit(2, 1, 64)
    batch_seconds: int = _limit(600, 1, 86_400)
    batch_days: int = _limit(30, 1, 36_500)
    max_form_parts: int = _limit(16, 1, 1_000)
    max_json_depth: int = _limit(32, 2, 200)
    max_address_bytes: int = _limit(4_094, 256, 8_190)
    max_headers: int = _limit(100, 16, 32_768)
    max_header_bytes: int = _limit(8_190, 256, 65_536)
    max_requests: int = _limit(32, 1, 1_000)
    requests_per_minute: int = _limit(30_000, 0, 10_000_000)
    refusals_per_minute: int = _limit(600, 0, 10_000_000)
    max_exports: int = _limit(2, 1, 64)
    export_seconds: int = _limit(3_600, 1, 86_400)
    max_readings: int = _limit(2, 1, 64)
    turn_seconds: int = _limit(5, 1, 600)
    reading_seconds: int = _limit(5, 1, 600)
    body_seconds: int = _limit(30, 1, 3_600)
    stall_seconds: int = _limit(10, 1, 600)
    stop_seconds: int = _limit(20, 1, 600)
    database_wait_seconds: int = _limit(30, 0, 3_600)
    standby_seconds: int = _limit(1, 1, 60)
    connect_seconds: int = _limit(3, 1, 60)
    checkout_seconds: int = _limit(3, 1, 60)
    statement_seconds: int = _limit(10, 1, 600)
    lock_seconds: int = _limit(5, 1, 600)
    transaction_seconds: int = _limit(20, 1, 3_600)
    idle_seconds: int = _limit(30, 1, 3_600)
