"""What the service counts, for a monitoring system that comes by."""

import logging
from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Response, current_app
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric

from service.api.operation import Answer, operation
from service.errors import StorageError
from service.metrics import backlog, exposition
from service.storage.backlog import fetch_backlog

blueprint: Final = Blueprint("metrics", __name__)
log: Final = logging.getLogger(__name__)


@blueprint.get("/metrics")
@operation(
    "What the service counts",
    {
        200: Answer(
            "Requests, durations, findings, problems, connections and batches.",
            {"text/plain": None},
        )
    },
    scope=None,
)
def get_metrics() -> Response:
    """
    Answer counts and durations in the text format of Prometheus.

    They are those of all processes of this host since it was started; connections to the database
    are those of this moment. What is left to do of the batches is asked of the database: it is
    the same whichever host answers, and missing where the database does not answer within two
    seconds. Labels name operations, rules and kinds of problem, and never an agency, a key or an
    address.
    """
    return Response(exposition(_backlog()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _backlog() -> Iterable[Metric]:
    """Return what is left to do of the batches; nothing where the database does not say."""
    aside = current_app.extensions["aside"]
    try:
        return backlog(*aside.look_up(fetch_backlog))
    except StorageError as error:
        log.warning("/metrics lacks the batches: %s", error.__cause__ or type(error).__name__)
        return ()
    finally:
        aside.close()  # it is asked some times a minute, and a server has few to spare
