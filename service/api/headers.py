"""What every answer tells a browser: take it as nothing but what it is, and for no other site."""

from functools import cache
from typing import Final

from flask import Request, Response, current_app, request

# The pages of /docs and the sources of reports have policies of their own.
SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
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


def make_safe(response: Response) -> None:
    """Add the headers that the answer does not have; what bears no tag is not to be kept."""
    there = {name.lower() for name, _ in response.headers}
    for name, value in SAFE.items():
        if name.lower() not in there:
            response.headers.add(name, value)
    _share(response)


def _share(response: Response) -> None:
    """Let pages of the origins that the operator has listed read the answer (CORS), no others."""
    origins = current_app.config["CORS_ORIGINS"]
    if not origins:
        return
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = _SHOWN
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
        response.headers["Access-Control-Allow-Headers"] = _TAKEN
        response.headers["Access-Control-Max-Age"] = str(_MINUTES * 60)
