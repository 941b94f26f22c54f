"""The contract in a browser: Swagger UI out of a package, nothing from the internet."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort

from service.api.operation import Answer, operation, tagged
from service.api.problems import NOT_FOUND

blueprint: Final = Blueprint("docs", __name__)
HTML: Final = "text/html"
ASSETS: Final = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
    "start.js": "text/javascript",
}
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Nianbao 年报</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<div id="contract"></div>
<noscript>The contract as a document: <a href="/openapi.yaml">/openapi.yaml</a></noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
"""
_START: Final = """\
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#contract",
  deepLinking: true,
  validatorUrl: null,
});
"""
# Swagger UI writes styles into its elements and draws its signs out of data: addresses.
_POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'"
)


@blueprint.get("/docs")
@operation("The contract in a browser", {200: Answer("A page.", {HTML: None})}, scope=None)
def get_docs() -> Response:
    """Answer a page that shows the contract and sends requests from it."""
    return Response(_PAGE, mimetype=HTML, headers={"Content-Security-Policy": _POLICY})


@blueprint.get("/docs/<asset>")
@operation(
    "A part of the page",
    tagged("Style, script or sign.", dict.fromkeys(ASSETS.values())),
    scope=None,
    problems=(NOT_FOUND,),
    headers=("If-None-Match",),
)
def get_asset(asset: str) -> Response:
    """Answer what `/docs` is made of."""
    if asset not in ASSETS:
        abort(404)
    return Response(_asset(asset), mimetype=ASSETS[asset])


@cache
def _asset(name: str) -> bytes:
    return _START.encode() if name == "start.js" else (_dist() / name).read_bytes()


def _dist() -> Path:
    """Return the folder of the package's files; importing it would bring views of its own."""
    package = find_spec("flask_swagger_ui")
    assert package is not None  # noqa: S101 -- a dependency of ours
    assert package.origin is not None  # noqa: S101 -- it has a file
    return Path(package.origin).with_name("dist")
