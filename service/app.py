"""The one place that wires settings, pool, blueprints and error handlers."""

import logging
from typing import Final

from flask import Flask

from service.api import (
    admission,
    agencies,
    batches,
    checks,
    docs,
    documentation,
    error_handlers,
    findings,
    health,
    keys,
    listings,
    rates,
    reading,
    reports,
    requests,
    results,
    revisions,
    rules,
    series,
    sources,
    submissions,
    trail,
)
from service.api.digits import YearConverter
from service.config import Settings
from service.keys.ring import KeyRing
from service.storage.pool import Pool

RESOURCES: Final = (
    checks,
    reports,
    findings,
    sources,
    revisions,
    series,
    agencies,
    listings,
    batches,
    results,
    rules,
    keys,
    trail,
    health,
    documentation,
    docs,
)
LOG_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def create_app(settings: Settings) -> Flask:
    """Return the service; it connects to the database when a request first needs it."""
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)  # unless our host has done so
    app = Flask(__name__, static_folder=None)
    limits = settings.limits
    app.config["LIMITS"] = limits
    app.config["MAX_CONTENT_LENGTH"] = limits.max_body_bytes + 1  # one more shows it is more
    app.extensions["pool"] = Pool(settings.database_url, settings.pool_size, limits)
    app.config["CORS_ORIGINS"] = settings.cors_origins
    app.extensions["keys"] = KeyRing(app.extensions["pool"])
    app.url_map.merge_slashes = False  # two are an address where nothing is, not a redirect
    app.url_map.converters["year"] = YearConverter
    rates.init_app(app, settings.rate_storage)
    requests.init_app(app)
    admission.init_app(app)
    reading.init_app(app)
    submissions.init_app(app)
    error_handlers.init_app(app)
    for resource in RESOURCES:
        app.register_blueprint(resource.blueprint)
    return app
