"""The rules by which reports are judged, as they are documented."""

from typing import Final

from flask import Blueprint, Response, abort

from service.api.media_types import JSON
from service.api.operation import operation, tagged
from service.api.problems import NOT_FOUND
from service.api.representation import answer
from service.api.schemas import CatalogueSchema, RuleSchema
from service.model.key import Scope
from service.rules.catalogue import RULE_SET, RULES

blueprint: Final = Blueprint("rules", __name__)
_BY_CODE: Final = {rule.code: rule for rule in RULES}


@blueprint.get("/v1/rules")
@operation(
    "List the rules",
    tagged("Every rule.", {JSON: CatalogueSchema}),
    scope=Scope.READ,
    headers=("If-None-Match",),
)
def get_rules() -> Response:
    """Answer every rule in the order of the codes, with the version of the whole set."""
    return answer(CatalogueSchema(), {"rule_set": RULE_SET, "rules": RULES})


@blueprint.get("/v1/rules/<code>")
@operation(
    "Look up a rule",
    tagged("The rule.", {JSON: RuleSchema}),
    scope=Scope.READ,
    problems=(NOT_FOUND,),
    headers=("If-None-Match",),
)
def get_rule(code: str) -> Response:
    """Answer the rule that has the code, which is what a finding bears as `rule`."""
    return answer(RuleSchema(), _BY_CODE.get(code) or abort(404, f"No rule is {code!r}."))
