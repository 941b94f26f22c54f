"""Whether the process lives and whether it can serve."""

from typing import Final

from flask import Blueprint, Response

from service.api.media_types import JSON
from service.api.operation import Answer, operation
from service.api.problems import STORAGE_UNAVAILABLE
from service.api.representation import answer_of
from service.api.schemas import StatusSchema
from service.api.servers import reader
from service.errors import StorageError, StorageUnavailable
from service.storage.reports import fetch_readiness

blueprint: Final = Blueprint("health", __name__)
_STATUS: Final = {JSON: StatusSchema}


@blueprint.get("/healthz")
@operation("Is the process alive?", {200: Answer("It is.", _STATUS)}, scope=None)
def get_health() -> Response:
    """Answer without asking anyone; what does not answer this needs a restart."""
    return answer_of({"status": "ok"})


@blueprint.get("/readyz")
@operation(
    "Can reports be stored and read?",
    {200: Answer("The database answers and has the tables.", _STATUS)},
    scope=None,
    problems=(STORAGE_UNAVAILABLE,),
)
def get_readiness() -> Response:
    """Ask the database; what does not answer this should get no requests for now."""
    try:
        reader().look_up(fetch_readiness)
    except StorageError as error:
        raise StorageUnavailable from error
    return answer_of({"status": "ok"})
