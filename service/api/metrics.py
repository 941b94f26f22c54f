"""What the service counts, for a monitoring system that comes by."""

from typing import Final

from flask import Blueprint, Response
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from service.api.operation import Answer, operation
from service.metrics import exposition

blueprint: Final = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@operation(
    "What the service counts",
    {200: Answer("Requests, durations, findings and problems.", {"text/plain": None})},
    scope=None,
)
def get_metrics() -> Response:
    """
    Answer counts and durations in the text format of Prometheus.

    They are those of all processes of this host since it was started. They name operations, rules
    and kinds of problem, and never an agency, a key or an address.
    """
    return Response(exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
