"""What Flask is told not to look for must not be there."""

from flask import Flask


def test_nothing_is_hooked_on_where_no_request_passes(app: Flask) -> None:
    hooks = (
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.url_value_preprocessors,
    )
    assert not [function for each in hooks for named in each.values() for function in named]
