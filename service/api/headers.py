"""What every answer tells a browser: take it as nothing but what it is, and for no other site."""

from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Request, Response
from werkzeug.datastructures import Headers

# The pages of /docs and the sources of reports have policies of their own.
SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_SAFE: Final = tuple((name.lower(), (name, value)) for name, value in SAFE.items())
_SHOWN: Final = "ETag, Link, Location, Retry-After, WWW-Authenticate, X-Complete, X-Request-Id"
_TAKEN: Final = (
    "Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "X-Request-Id"
)
_MINUTES: Final = 10


def header(asked: Request, name: str) -> str | None:
    """Return a header of a request; Werkzeug's own look raises an exception where there is none."""
    found: str | None = asked.environ.get(_variable(name))
    return found


@cache
def _variable(name: str) -> str:
    """Return the WSGI variable of a header that the code names, so there are few."""
    return f"HTTP_{name.upper().replace('-', '_')}"


class SafeResponse(Response):
    """
    An answer that says, as it leaves, what its own headers say nothing about.

    What bears no tag is not to be kept, and what has no content has no type of it.
    """

    default_mimetype = None  # Flask's own, for answers to OPTIONS and 204, is HTML

    def get_wsgi_response(
        self, environ: dict[str, Any]
    ) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """Add what makes the answer safe where it has no such header."""
        body, status, headers = super().get_wsgi_response(environ)
        there = {name.lower() for name, _ in headers}
        headers += [added for name, added in _SAFE if name not in there]
        return body, status, headers

    def get_wsgi_headers(self, environ: dict[str, Any]) -> Headers:
        """Return the headers; Werkzeug copies and checks them once more, for addresses in them."""
        if self.status_code == HTTPStatus.OK and "Content-Length" in self.headers:
            return self.headers
        return super().get_wsgi_headers(environ)


def share(app: Flask, asked: Request, response: Response) -> None:
    """Let pages of the origins that the operator has listed read the answer (CORS), no others."""
    origins = app.config["CORS_ORIGINS"]
    if not origins:
        return
    response.vary.add("Origin")
    origin = asked.headers.get("Origin")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = _SHOWN
    if asked.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
        response.headers["Access-Control-Allow-Headers"] = _TAKEN
        response.headers["Access-Control-Max-Age"] = str(_MINUTES * 60)
