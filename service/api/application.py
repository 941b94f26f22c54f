"""
Flask, told what the service never has: hooks, sessions, views that wait.

Flask looks for each of them in each request.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from flask import Flask, Request, Response, g, request
from flask.sessions import NullSession, SessionInterface
from werkzeug.routing import Map, MapAdapter
from werkzeug.sansio.utils import get_host

from service.api import access, admission, requests
from service.api.headers import SafeResponse


class _NoSession(SessionInterface):
    """Nobody has a session: whoever calls sends his key with each request."""

    _none: Final = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:
        return self._none


class Application(Flask):
    """An application whose requests pass the stations named here, and no hooks beside them."""

    session_interface = _NoSession()
    response_class = SafeResponse

    def preprocess_request(self) -> None:
        """Take a request through what comes before its view."""
        asked, mine = _at_hand()
        requests.begin(self, asked, mine)
        access.check(self, asked, mine)  # who may not ask learns nothing about the rest
        requests.check(asked, mine)
        admission.enter(self, asked, mine)

    def process_response(self, response: Response) -> Response:
        """Take an answer, whoever has made it, through what comes behind its view."""
        asked, mine = _at_hand()
        requests.end(self, asked, mine, response)
        return response

    def do_teardown_request(self, exc: BaseException | None = None) -> None:
        """Let the next request in."""
        admission.leave(self, _at_hand()[1])

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """
        Return what finds the address of a request by its path alone.

        Of the host only its form counts; what would change the protocol is left to Flask to refuse.
        """
        if request is None or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        return MapAdapter(
            self.url_map,
            _server_name(request.scheme, request.environ.get("HTTP_HOST"), request.server),
            request.root_path,
            "",
            request.scheme,
            request.path,
            request.method,
            request.query_string.decode(errors="replace"),
        )

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is; Flask looks anew at each one in each request."""
        return func


@lru_cache(maxsize=100)
def _server_name(scheme: str, host: str | None, server: tuple[str, int | None] | None) -> str:
    """Return the host that a request is for, as Werkzeug has it in addresses; raise BadHost."""
    return Map().bind(get_host(scheme, host, server)).server_name


def _at_hand() -> tuple[Request, Any]:
    """Return the request and what goes with it; each look through Flask's stand-ins costs time."""
    asked: Any = request
    mine: Any = g
    return asked._get_current_object(), mine._get_current_object()  # noqa: SLF001 -- documented
