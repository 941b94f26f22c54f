"""The one place that wires settings, pool, blueprints and error handlers."""

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
    exports,
    findings,
    health,
    keys,
    listings,
    metrics,
    rates,
    reading,
    reports,
    results,
    revisions,
    rules,
    series,
    sources,
    statistics,
    submissions,
    trail,
)
from service.api.application import Application
from service.api.digits import YearConverter
from service.config import Settings
from service.keys.ring import KeyRing
from service.logs import init_logs
from service.metrics import PoolCounts
from service.storage.backlog import pool_aside
from service.storage.pool import Pool
from service.storage.reader import Reader
from service.storage.snapshots import Snapshots
from service.storage.standby import Standby

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
    statistics,
    exports,
    rules,
    keys,
    trail,
    health,
    metrics,
    documentation,
    docs,
)


def create_app(settings: Settings) -> Flask:
    """Return the service; it connects to the database when a request first needs it."""
    init_logs(settings.log_format)
    app = Application(__name__, static_folder=None)
    limits = settings.limits
    app.config["LIMITS"] = limits
    app.config["MAX_CONTENT_LENGTH"] = limits.max_body_bytes + 1  # one more shows it is more
    counts = PoolCounts("primary", settings.pool_size)
    app.extensions["pool"] = Pool(settings.database_url, settings.pool_size, limits, counts)
    app.extensions["aside"] = pool_aside(settings.database_url, limits)
    app.extensions["snapshots"] = Snapshots(settings.database_url, limits)
    app.config["CORS_ORIGINS"] = settings.cors_origins
    app.extensions["reader"] = Reader(app.extensions["pool"], _standby(settings))
    app.extensions["keys"] = KeyRing(app.extensions["pool"], app.extensions["reader"])
    app.url_map.merge_slashes = False  # two are an address where nothing is, not a redirect
    app.url_map.converters["year"] = YearConverter
    rates.init_app(app, settings.rate_storage)
    admission.init_app(app)
    reading.init_app(app)
    submissions.init_app(app)
    error_handlers.init_app(app)
    for resource in RESOURCES:
        app.register_blueprint(resource.blueprint)
    return app


def _standby(settings: Settings) -> Standby | None:
    if settings.read_database_url is None or settings.database_url is None:
        return None
    return Standby(
        settings.read_database_url, settings.database_url, settings.pool_size, settings.limits
    )
