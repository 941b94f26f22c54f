"""What the OpenAPI document says beside the schemas: prose, headers, parameters, bodies, tables."""

from typing import Any, Final

from service.api.conditions import IDEMPOTENCY_KEY
from service.api.media_types import JSON, NDJSON, ZIP
from service.api.problems import PROBLEM_TYPES
from service.api.schema_fields import Rows
from service.api.schemas import TextSchema
from service.judging import TEXT_TYPES
from service.keys.ring import REMEMBERED_SECONDS
from service.keys.secret import PREFIX
from service.standard.agencies import ID_SHAPE
from service.standard.template import ColumnTemplate, Quantity, RowTemplate
from service.storage.exports import EXPORTS

Node = dict[str, Any]

INTRODUCTION: Final = """\
Reads, checks, stores and serves 政府信息公开工作年度报告, the annual reports of Chinese
administrative organs on their disclosure of government information.

The codes of rows, columns and figures are the same everywhere; the schemas give the Chinese
label of each. Every error is an `application/problem+json` whose `type` leads to its explanation.
Query parameters and JSON fields that an operation does not know are errors. Every answer bears
`X-Request-Id`, taken over from the request or made here.

Everything below /v1 needs a key, everything else is open. A service for which no key has ever been
made asks for none, and then only callers on its own machine reach it. A key has one scope, and
each allows what those before it do: `read` looks up, lists and checks, `write` stores and withdraws
reports and registers agencies, `admin` manages keys and reads the trail. A key may be bound to
agencies, by their ids or by the beginning of their division code: no other agency exists for it.
"""

SECURITY_SCHEME: Final[Node] = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": f"{PREFIX} and 43 characters",
    "description": "A key that the operator has given out, by `nianbao keys create` or "
    f"POST /v1/keys. One that is revoked is refused after {REMEMBERED_SECONDS:.0f} seconds at the "
    "latest.",
}

HEADERS: Final[dict[str, Node]] = {
    "X-Request-Id": {
        "schema": {"type": "string"},
        "description": "The id of this request, found again in the log.",
    },
    "ETag": {
        "schema": {"type": "string"},
        "description": "Changes with the representation; for `If-None-Match`.",
    },
    "Content-Disposition": {
        "schema": {"type": "string"},
        "description": "Asks a browser to save the file, under its own name where it had one.",
    },
    "Location": {
        "schema": {"type": "string", "format": "uri-reference"},
        "description": "The address that answers what was made.",
    },
    "X-Complete": {
        "schema": {"type": "string", "enum": ["true", "false"]},
        "description": "Whether these are the results of the whole batch; ask again where not.",
    },
    "Link": {
        "schema": {"type": "string"},
        "description": 'The address of the next page, with `rel="next"`; none on the last.',
    },
    "WWW-Authenticate": {
        "schema": {"type": "string"},
        "description": "How to send a key, and what was wrong with the one sent (RFC 6750).",
    },
    "Retry-After": {
        "schema": {"type": "integer"},
        "description": "Seconds after which the same request may succeed.",
    },
}

PARAMETERS: Final[dict[str, Node]] = {
    "agency_id": {
        "in": "path",
        "schema": {"type": "string", "pattern": f"^{ID_SHAPE}$"},
        "description": "The agency's id in any scheme of the caller's; one that is shaped like a "
        "Unified Social Credit Code must have the right check character.",
        "example": "140800-gov-office",
    },
    "year": {
        "in": "path",
        "schema": {"type": "integer", "minimum": 1000, "maximum": 9999},
        "description": "The report year, four digits.",
        "example": 2024,
    },
    "slug": {
        "in": "path",
        "schema": {"type": "string"},
        "description": "The last part of a problem's `type`.",
        "example": "not-a-report",
    },
    "asset": {
        "in": "path",
        "schema": {"type": "string"},
        "description": "The name of a part of the page.",
        "example": "swagger-ui.css",
    },
    "code": {
        "in": "path",
        "schema": {"type": "string"},
        "description": "The code of a rule, which findings bear as `rule`.",
        "example": "A103",
    },
    "export": {
        "in": "path",
        "schema": {"type": "string", "enum": list(EXPORTS)},
        "description": "What to export.",
        "example": "applications",
    },
    "key_id": {
        "in": "path",
        "schema": {"type": "string"},
        "description": "The id of a key, which is no secret: 16 hexadecimal digits.",
        "example": "00112233aabbccdd",
    },
    "batch_id": {
        "in": "path",
        "schema": {"type": "string"},
        "description": "The id of a batch: 32 hexadecimal digits.",
        "example": "00112233445566778899aabbccddeeff",
    },
    "If-Match": {
        "in": "header",
        "schema": {"type": "string"},
        "description": "Entity tags between commas, or `*`: the request is for one of these only.",
    },
    "If-None-Match": {
        "in": "header",
        "schema": {"type": "string"},
        "description": "Entity tags between commas, or `*`: the request is for none of these.",
    },
    "Idempotency-Key": {
        "in": "header",
        "schema": {"type": "string", "pattern": f"^{IDEMPOTENCY_KEY.pattern}$"},
        "description": "Any name for this upload, the caller's own. Sent again under it within a "
        "day, the same upload gets the same answer, whatever happened in between.",
    },
    "Content-Encoding": {
        "in": "header",
        "schema": {"type": "string", "enum": ["gzip", "identity"]},
        "description": "The size limit is measured after inflation.",
    },
}

_BYTES: Final[Node] = {"type": "string", "description": "The report, in any encoding of its own."}

REQUEST_BODY: Final[Node] = {
    "required": True,
    "description": "The report. The charset of `Content-Type` is a hint, the bytes decide: "
    "UTF-8, UTF-16 or GB18030.",
    "content": {
        **{media_type: {"schema": _BYTES} for media_type in TEXT_TYPES},
        JSON: {"schema": TextSchema},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": _BYTES},
                "additionalProperties": False,
            },
            "encoding": {
                "file": {"contentType": ", ".join((*TEXT_TYPES, "application/octet-stream"))}
            },
        },
    },
}

SUBMISSION: Final[Node] = {
    "required": True,
    "description": "The reports. NDJSON has one a line, in UTF-8: an object with `agency_id`, "
    "either `text` or `content` (base64 of the very bytes, in any encoding of their own), and, "
    "where they are known, `year`, `media_type` and `filename`. In a ZIP the folder directly above "
    "a file is the agency's id; a name of four digits, such as `2024.txt`, states the year. Files "
    "end in .txt, .md, .html or .htm; their names are in UTF-8 or GB18030.",
    "content": {
        NDJSON: {"schema": {"type": "string"}},
        ZIP: {"schema": {"type": "string"}},
    },
}

PROBLEM: Final[Node] = {
    "type": "object",
    "description": "An error, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "enum": [kind.uri for kind in PROBLEM_TYPES.values()],
            "description": "The address of the page that explains this kind of problem.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong in this very request."},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Each wrong part: a JSON Pointer into the body, a query parameter "
            "or a header.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "parameter": {"type": "string"},
                    "header": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "missing": {
            "type": "array",
            "description": "What was looked for in a text that is no report, and not found.",
            "items": {"type": "string"},
        },
    },
}


def table(field: Rows) -> Node:
    """Return the schema of a table: the rows of every format that has it, by code."""
    rows: dict[str, list[RowTemplate]] = {}
    for template in field.templates:
        for row in template.rows:
            rows.setdefault(row.code, []).append(row)
    return {
        "type": ["object", "null"],
        "description": "Only the rows that the text contains.",
        "properties": {code: _row(same, field.row) for code, same in rows.items()},
    }


def columns(*rows: RowTemplate) -> Node:
    """Return the schema of the cells of a row, with the columns of all formats that have it."""
    properties = {column.code: _cell(column) for row in rows for column in row.columns}
    return {"type": "object", "properties": properties}


def _row(same: list[RowTemplate], component: str | None) -> Node:
    label = {"description": _label(same[0])}
    if component is not None:
        return label | {"$ref": f"#/components/schemas/{component}"}
    return label | columns(*same)


def _label(row: RowTemplate) -> str:
    return f"{row.group}：{row.label}" if row.group else row.label


def _cell(column: ColumnTemplate) -> Node:
    if column.quantity is Quantity.AMOUNT:
        return {
            "type": ["string", "null"],
            "pattern": r"^\d+(\.\d+)?$",
            "description": f"{column.label}; 万元, an exact decimal.",
        }
    return {
        "type": ["integer", "string", "null"],
        "pattern": r"^-?\d+\.\d+$",
        "description": f"{column.label}; a string where decimals are printed.",
    }
