"""Findings as CSV, NDJSON and SARIF 2.1.0, made of the members that the representation shows."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any, Final

from service import __version__
from service.api.media_types import CSV, NDJSON, SARIF
from service.json_text import as_json
from service.rules.catalogue import RULE_SET, RULES

BOM: Final = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine
COLUMNS: Final = (
    "rule",
    "name",
    "severity",
    "line",
    "column",
    "pointer",
    "expected",
    "actual",
    "message_zh",
    "message_en",
    "quote",
    "origin",
    "basis",
    "fingerprint",
)
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_BY_CODE: Final = {rule.code: rule for rule in RULES}

Finding = dict[str, Any]


def content_type(media_type: str) -> str:
    """Return the `Content-Type` of a media type; CSV says that it is UTF-8 with a head."""
    return f"{CSV}; charset=utf-8; header=present" if media_type == CSV else media_type


def as_csv(findings: list[Finding], source: str) -> bytes:
    """Return a table with a head, which spreadsheets open (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for finding in findings:
        flat = _flat(finding)
        writer.writerow([harmless(flat[column]) for column in COLUMNS])
    return (BOM + text.getvalue()).encode()


def _flat(finding: Finding) -> dict[str, Any]:
    place = finding["place"] or {"line": None, "column": None, "quote": None}
    message = finding["message"]
    return finding | place | {"message_zh": message["zh"], "message_en": message["en"]}


def harmless(value: Any) -> Any:
    """
    Return a cell that a spreadsheet does not run.

    A report may quote `=HYPERLINK(...)`, and a spreadsheet would obey; a number stays one.
    """
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        number = value[1:].replace(".", "", 1).isdecimal() and value[0] in "+-"
        return value if number else f"'{value}"
    return value


def as_ndjson(findings: list[Finding], source: str) -> bytes:
    """Return one finding a line."""
    return b"".join(as_json(finding) + b"\n" for finding in findings)


def as_sarif(findings: list[Finding], source: str) -> bytes:
    """Return a log of one run (OASIS SARIF 2.1.0); `source` is where the report's text is."""
    codes = sorted({finding["rule"] for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "Nianbao",
                "version": __version__,
                "semanticVersion": __version__,
                "properties": {"rule_set": RULE_SET},
                "rules": [_descriptor(code) for code in codes],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, source) for finding in findings],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return as_json(log)


def _descriptor(code: str) -> dict[str, Any]:
    """Describe a rule; one that is no longer in the catalogue is its code."""
    rule = _BY_CODE.get(code)
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.documentation.statement},
        "fullDescription": {"text": rule.documentation.why},
        "help": {"text": f"{rule.documentation.holds}\n\n{rule.documentation.breaks}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"basis": rule.basis, "version": rule.version},
    }


def _result(finding: Finding, codes: list[str], source: str) -> dict[str, Any]:
    named = ("expected", "actual", "origin", "basis", "operands")
    return {
        "ruleId": finding["rule"],
        "ruleIndex": codes.index(finding["rule"]),
        "level": _LEVELS[finding["severity"]],
        "message": {"text": finding["message"]["zh"]},
        "locations": [_location(finding, source)],
        "partialFingerprints": {"nianbao/v1": finding["fingerprint"]},
        "properties": {name: finding[name] for name in named}
        | {"message_en": finding["message"]["en"]},
    }


def _location(finding: Finding, source: str) -> dict[str, Any]:
    place, pointer = finding["place"], finding["pointer"]
    physical: dict[str, Any] = {"artifactLocation": {"uri": source}}
    if place:
        physical["region"] = {
            "startLine": place["line"],
            "startColumn": place["column"],
            "charOffset": place["start"],
            "charLength": place["end"] - place["start"],
            "snippet": {"text": place["quote"]},
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": pointer, "kind": "value"}]
    return location


FORMATS: Final[Mapping[str, Callable[[list[Finding], str], bytes]]] = {
    CSV: as_csv,
    NDJSON: as_ndjson,
    SARIF: as_sarif,
}
