"""What gunicorn answers before the application is asked: malformed HTTP, too long an address."""

import socket
from uuid import uuid4

from gunicorn import util

from service.api import problems
from service.api.causes import of_status
from service.api.headers import SAFE
from service.api.media_types import PROBLEM
from service.json_text import as_json


def write_problem(client: socket.socket, status: int, reason: str, detail: str) -> None:
    """
    Answer a problem (RFC 9457) and end the connection, in the place of `gunicorn.util.write_error`.

    501 is for a transfer coding that gunicorn does not know: a fault of the request's.
    """
    is_ours = status == problems.INTERNAL_ERROR.status
    kind = problems.INTERNAL_ERROR if is_ours else of_status(min(status, 499))
    request_id = uuid4().hex
    said = kind.title if is_ours else detail or reason
    body = kind.body(said) | {"status": status, "request_id": request_id}
    data = as_json(body)
    head = (
        f"HTTP/1.1 {status} {reason}",
        "Connection: close",
        f"Content-Type: {PROBLEM}",
        f"Content-Length: {len(data)}",
        *(f"{name}: {value}" for name, value in SAFE.items()),
        f"X-Request-Id: {request_id}",
    )
    util.write_nonblock(client, "\r\n".join((*head, "", "")).encode("latin1") + data)
