"""What Flask is told not to look for must not be there."""

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter
from werkzeug.test import EnvironBuilder


def test_nothing_is_hooked_on_where_no_request_passes(app: Flask) -> None:
    hooks = (
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.url_value_preprocessors,
    )
    assert not [function for each in hooks for named in each.values() for function in named]


HOSTS = ["localhost", "LOCALHOST:80", "a.b:8000", "[::1]:80", "a..b", "x" * 70, "bad host", ""]
PATHS = ["/v1/rules", "//v1/rules", "/v1/rules/", "/docs", "/v1/agencies/山/reports/2024", "/a/b"]


def matched(adapter: MapAdapter) -> object:
    try:
        rule, values = adapter.match(return_rule=True)
    except HTTPException as error:
        return error.code, getattr(error, "new_url", None), getattr(error, "valid_methods", None)
    return rule, values, adapter.build("rules.get_rules", force_external=True)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", HOSTS)
def test_an_address_leads_where_flask_would_lead(
    app: Flask, host: str, path: str, method: str
) -> None:
    environ = EnvironBuilder(path, query_string="a=山&b", method=method).get_environ()
    environ["HTTP_HOST"] = host
    asked = app.request_class(environ)
    try:
        theirs = Flask.create_url_adapter(app, asked)
    except HTTPException as error:
        with pytest.raises(type(error)):
            app.create_url_adapter(asked)
        return
    ours = app.create_url_adapter(asked)
    assert ours is not None
    assert theirs is not None
    assert matched(ours) == matched(theirs)


def test_what_would_change_the_protocol_is_refused(app: Flask) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert app.test_client().get("/v1/rules", headers=headers).status_code == 400
