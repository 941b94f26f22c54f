"""
Every kind of error answer: RFC 9457 problems, one row each.

The row is the documentation too: it is what `type` leads to, and docs/problems.md is made of it.
"""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class ProblemType:
    """
    A kind of problem: `slug` ends its address, `explanation` says what happened and what to do.

    `retry_after` is the number of seconds after which the same request may succeed.
    `challenge` is what `WWW-Authenticate` says (RFC 6750).
    """

    slug: str
    status: int
    title: str
    explanation: str
    retry_after: int | None = None
    challenge: str | None = None

    @property
    def uri(self) -> str:
        """Return the `type` of RFC 9457: the address of the page that explains the problem."""
        return f"/problems/{self.slug}"

    def body(self, detail: str, **extensions: Any) -> dict[str, Any]:
        """Return the members of the problem; `detail` is about this very occurrence."""
        head = {"type": self.uri, "title": self.title, "status": self.status, "detail": detail}
        return head | extensions


MALFORMED_REQUEST: Final = ProblemType(
    "malformed-request",
    400,
    "The request is malformed",
    "The request could not be read: broken gzip data, JSON that is none, a form without the "
    "part `file`, or HTTP that is not well formed. `detail` says which. Sending it again unchanged "
    "gives the same answer.",
)
INVALID_PARAMETER: Final = ProblemType(
    "invalid-parameter",
    400,
    "A parameter is unknown or wrong",
    "The operation does not know a query parameter, or the value of a parameter is not of the "
    "kind asked for, or it is given twice. `errors` names each with what is wrong. A cursor is "
    "only what an answer gave as `next`. The OpenAPI document at "
    "/openapi.yaml lists what every operation takes.",
)
KEY_MISSING: Final = ProblemType(
    "key-missing",
    401,
    "The operation needs a key",
    "Send `Authorization: Bearer` with a key that the operator has given you. "
    "Where no key has ever been made, the first one is made by `nianbao keys create`, not here.",
    challenge='Bearer realm="nianbao"',
)
KEY_REFUSED: Final = ProblemType(
    "key-refused",
    401,
    "The key is not taken",
    "`Authorization` bears something else than `Bearer` and a key of this service, or the key was "
    "revoked or has expired; `detail` says which. Ask the operator for another one.",
    challenge='Bearer realm="nianbao", error="invalid_token"',
)
SCOPE_TOO_NARROW: Final = ProblemType(
    "scope-too-narrow",
    403,
    "The key does not allow the operation",
    "The scopes are `read`, `write` and `admin`, each of which allows what those before it do. "
    "The contract says of every operation which one it needs; so does `detail`.",
    challenge='Bearer realm="nianbao", error="insufficient_scope"',
)
OUT_OF_BOUNDS: Final = ProblemType(
    "out-of-bounds",
    403,
    "The agency would leave the bounds of the key",
    "The key reaches the agency by its division only, and `division` of the request lies outside "
    "of what the key is bound to. A key without that bound can move the agency.",
)
NOT_FOUND: Final = ProblemType(
    "not-found",
    404,
    "Nothing is there",
    "The address is none of this service. The OpenAPI document at /openapi.yaml lists them.",
)
REPORT_NOT_FOUND: Final = ProblemType(
    "report-not-found",
    404,
    "The report is not stored",
    "The agency has sent no report for that year. POST it to "
    "/v1/agencies/{agency_id}/reports first.",
)
REVISION_NOT_FOUND: Final = ProblemType(
    "revision-not-found",
    404,
    "The report has no such revision",
    "The revisions of a report are numbered from 1 on, and the last of them is answered where "
    "`revision` is left out. One that the operator purged is gone for ever.",
)
FINDING_SET_NOT_FOUND: Final = ProblemType(
    "finding-set-not-found",
    404,
    "The report was never judged under that rule set",
    "A report is judged under the rule set of the service that receives it, and again under later "
    "ones when the operator asks for it. Leave `rule_set` out for the findings that count; "
    "`checks.rule_set` names theirs.",
)
BATCH_NOT_FOUND: Final = ProblemType(
    "batch-not-found",
    404,
    "There is no such batch",
    "No batch has that id, or another key sent it, or it was finished so long ago that its results "
    "are no longer kept (BATCH_DAYS, 30 unless set).",
)
AGENCY_NOT_FOUND: Final = ProblemType(
    "agency-not-found",
    404,
    "The agency is not known",
    "No agency is registered under that id and none has sent a report under it. PUT it, or POST "
    "a report, which registers it. For a key that is bound, no agency outside of its bounds is "
    "known, whatever is stored; one that is bound to a division alone cannot register any.",
)
KEY_NOT_FOUND: Final = ProblemType(
    "key-not-found",
    404,
    "There is no such key",
    "No key has that id. GET /v1/keys lists all of them, also those revoked and expired.",
)
REPORT_WITHDRAWN: Final = ProblemType(
    "report-withdrawn",
    410,
    "The report was withdrawn",
    "The agency withdrew its report for that year. Its revisions are still listed under "
    "`…/revisions` and answered by `?revision=`; POST the report again to bring the year back.",
)
IDEMPOTENCY_KEY_REUSED: Final = ProblemType(
    "idempotency-key-reused",
    422,
    "The Idempotency-Key stands for another upload",
    "Within the last day the agency sent other bytes, or another `year`, under this key. A new "
    "upload takes a new key; a retry sends the very same bytes.",
)
METHOD_NOT_ALLOWED: Final = ProblemType(
    "method-not-allowed",
    405,
    "The address does not take this method",
    "The header `Allow` lists the methods that the address takes.",
)
NOT_ACCEPTABLE: Final = ProblemType(
    "not-acceptable",
    406,
    "The answer has none of the types asked for",
    "`Accept` names no media type in which the operation answers; `detail` names those. "
    "Errors are always application/problem+json.",
)
PRECONDITION_FAILED: Final = ProblemType(
    "precondition-failed",
    412,
    "What is stored is another one",
    "`If-Match` names none of the entity tags of the report that is stored for that year, or of "
    "the agency, or `If-None-Match` names it: somebody else was faster. Nothing is stored. GET it, "
    "look at what changed, and send the request again with its `ETag`.",
)
TOO_LARGE: Final = ProblemType(
    "body-too-large",
    413,
    "The body is too large",
    "The body, after inflation where it is compressed, is larger than the operator allows "
    "(MAX_BODY_BYTES, 10 MiB unless set), or is compressed to less than a hundredth "
    "(MAX_INFLATION_RATIO), as no text is; or a form has too many parts. An annual report has some "
    "10 kB of text: send the text without pictures.",
)
URI_TOO_LONG: Final = ProblemType(
    "uri-too-long",
    414,
    "The address is too long",
    "The address with its query exceeds some 4,000 characters. Nothing that the service takes is "
    "that long.",
)
HEADERS_TOO_LARGE: Final = ProblemType(
    "headers-too-large",
    431,
    "The headers are too large",
    "The request has more than 100 headers, or one of more than some 8,000 characters: leave out "
    "cookies and what proxies have added.",
)
TOO_SLOW: Final = ProblemType(
    "request-timeout",
    408,
    "The request did not arrive in time",
    "The body stopped coming for longer than the operator allows (STALL_SECONDS, 10 unless set), "
    "or was not complete in time (BODY_SECONDS, 30 unless set). Nothing is stored; send it again.",
)
UNSUPPORTED_MEDIA_TYPE: Final = ProblemType(
    "unsupported-media-type",
    415,
    "The body is of no type that can be read",
    "A report is read as text/plain, text/markdown, text/html, application/json with the one field "
    "`text`, or multipart/form-data with the part `file`, whose own type may also be "
    "application/octet-stream; a batch as application/x-ndjson or application/zip. "
    "Content-Encoding may be gzip. Name the type in `Content-Type`. "
    "Text must be taken out of PDF and Word files first.",
)
INVALID_AGENCY_ID: Final = ProblemType(
    "invalid-agency-id",
    422,
    "The agency id is none",
    "An agency id is 1 to 64 of A-Z a-z 0-9 . _ - in any scheme of the caller's. An id that has "
    "the shape of an 18-character Unified Social Credit Code (GB 32100-2015) must have the right "
    "check character in its last place: look for a typing error.",
)
INVALID_KEY: Final = ProblemType(
    "invalid-key",
    422,
    "A key cannot be made like that",
    "`detail` says why: a key of scope `admin` cannot be bound, and one that expires does so in "
    "the future.",
)
INVALID_DOCUMENT: Final = ProblemType(
    "invalid-document",
    422,
    "The JSON body does not have the fields asked for",
    "`errors` lists each wrong field by its JSON Pointer. A field that the operation does not "
    "know is wrong, too. The OpenAPI document at /openapi.yaml lists what it takes.",
)
EMPTY_BODY: Final = ProblemType(
    "empty-body",
    422,
    "The body holds no text",
    "Nothing arrived but blanks. A common cause is a file name that the sending program could "
    "not read.",
)
UNREADABLE_ENTRY: Final = ProblemType(
    "unreadable-entry",
    422,
    "A file of the archive cannot be read",
    "`detail` says why: it is encrypted or damaged, compressed in another way than by deflating, "
    "is a link, leads out of the archive, or bears the name of one before it. Only the result of a "
    "batch says so; the other files of the archive are not held up by it.",
)
GIVEN_UP: Final = ProblemType(
    "given-up",
    500,
    "The report was given up",
    "Whoever worked on the report ended or failed each time, three times by itself: the report "
    "brings the service down, which is a fault of the service. Only the result of a batch says so; "
    "nothing of the report is stored, and the others of the batch are not held up by it.",
)
NOT_TEXT: Final = ProblemType(
    "not-text",
    422,
    "The bytes are no text",
    "The bytes are not text in UTF-8, UTF-16 or GB18030, whatever `Content-Type` says: a picture, "
    "a PDF or a compressed file, perhaps. Take the text out and send that.",
)
NOT_A_REPORT: Final = ProblemType(
    "not-a-report",
    422,
    "The text is not an annual report",
    "The text is not a 政府信息公开工作年度报告 and no fragment of one. `missing` lists what was "
    "looked for and not found. Nothing is stored.",
)
TOO_LABORIOUS: Final = ProblemType(
    "too-laborious",
    422,
    "The text takes too long to read",
    "Reading and checking the text took more processor time than the operator allows "
    "(READING_SECONDS, 5 unless set), and was given up; nothing is stored. A report takes some "
    "hundredths of a second: what is sent is none, or has been damaged on its way. Sending it "
    "again unchanged gives the same answer.",
)
YEAR_UNKNOWN: Final = ProblemType(
    "year-unknown",
    422,
    "The report year is not known",
    "The text names no report year from 2008 on, and the request supplies none. Send it again "
    "with `?year=`.",
)
YEAR_DISAGREES: Final = ProblemType(
    "year-disagrees",
    422,
    "The year of the request is not that of the report",
    "`?year=` and the year that the text itself names differ. Send the right file, or leave "
    "`?year=` out.",
)
TOO_MANY_REQUESTS: Final = ProblemType(
    "too-many-requests",
    429,
    "Too many requests within a minute",
    "The key, or the address where no key is in use, has sent as many requests as the operator "
    "allows (REQUESTS_PER_MINUTE), or the address has sent too many without a valid key "
    "(REFUSALS_PER_MINUTE); `detail` says which. Nothing of the request has been done; send it "
    "again after `Retry-After` seconds, which is safe.",
    retry_after=60,  # at most; the answer says when
)
INTERNAL_ERROR: Final = ProblemType(
    "internal-error",
    500,
    "The service failed",
    "A fault of the service. The operator finds its cause in the log under the `request_id` of "
    "the answer; a retry is safe.",
)
OVERLOADED: Final = ProblemType(
    "overloaded",
    503,
    "The service is busy",
    "As many requests are in work as the service takes at once (MAX_REQUESTS a process), or the "
    "reports before this one took too long to be read. Nothing of the request has been done; "
    "send it again after `Retry-After` seconds, which is safe.",
    retry_after=1,
)
TOO_MANY_EXPORTS: Final = ProblemType(
    "too-many-exports",
    503,
    "Other exports are under way",
    "As many exports are under way as the process makes at once (MAX_EXPORTS, 2 unless set); an "
    "export of all that is stored may take minutes. Send the same request again after "
    "`Retry-After` seconds, which is safe.",
    retry_after=15,
)
STORAGE_UNAVAILABLE: Final = ProblemType(
    "storage-unavailable",
    503,
    "The database does not answer",
    "The database is down, starting or busy. Nothing was answered 201 that is not stored; "
    "send the same request again after `Retry-After` seconds, which is safe. "
    "POST /v1/check works meanwhile where the service is used without keys, and else as long as "
    "it remembers the key, for some seconds.",
    retry_after=2,
)
STORAGE_FULL: Final = ProblemType(
    "storage-full",
    507,
    "The database has no room left",
    "The disk of the database is full. Nothing of the request is stored, and reports can still be "
    "read. The operator has to make room; send the same request again after `Retry-After` "
    "seconds, which is safe.",
    retry_after=30,
)
STORAGE_CONFLICT: Final = ProblemType(
    "storage-conflict",
    503,
    "Other writers were faster",
    "Too many requests write the same report at once. Send the same request again after "
    "`Retry-After` seconds, which is safe.",
    retry_after=1,
)
UNREADABLE_FILE: Final = ProblemType(
    "unreadable-file",
    404,
    "The file cannot be read",
    "Only `nianbao check` says so: the file is not there, or may not be read. `detail` has the "
    "reason that the operating system gives.",
)

PROBLEM_TYPES: Final = {
    kind.slug: kind
    for kind in (
        MALFORMED_REQUEST,
        INVALID_PARAMETER,
        KEY_MISSING,
        KEY_REFUSED,
        SCOPE_TOO_NARROW,
        OUT_OF_BOUNDS,
        NOT_FOUND,
        REPORT_NOT_FOUND,
        REVISION_NOT_FOUND,
        FINDING_SET_NOT_FOUND,
        AGENCY_NOT_FOUND,
        BATCH_NOT_FOUND,
        KEY_NOT_FOUND,
        REPORT_WITHDRAWN,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        PRECONDITION_FAILED,
        TOO_LARGE,
        URI_TOO_LONG,
        HEADERS_TOO_LARGE,
        TOO_SLOW,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_AGENCY_ID,
        INVALID_KEY,
        INVALID_DOCUMENT,
        EMPTY_BODY,
        NOT_TEXT,
        UNREADABLE_ENTRY,
        GIVEN_UP,
        NOT_A_REPORT,
        TOO_LABORIOUS,
        YEAR_UNKNOWN,
        YEAR_DISAGREES,
        IDEMPOTENCY_KEY_REUSED,
        TOO_MANY_REQUESTS,
        INTERNAL_ERROR,
        OVERLOADED,
        TOO_MANY_EXPORTS,
        STORAGE_UNAVAILABLE,
        STORAGE_FULL,
        STORAGE_CONFLICT,
        UNREADABLE_FILE,
    )
}


class InvalidRequest(Exception):
    """Parts of the request are wrong; `errors` says which, one by one."""

    def __init__(self, kind: ProblemType, detail: str, wrong: list[dict[str, str]]) -> None:
        """Keep the kind of problem, one sentence about it, and each wrong part."""
        super().__init__(detail)
        self.kind = kind
        self.errors = wrong


def page(kind: ProblemType) -> str:
    """Return the page about a kind of problem, in Markdown."""
    return f"## {kind.title}\n\n`type`: `{kind.uri}`, status {kind.status}\n\n{kind.explanation}\n"


def all_pages() -> str:
    """Return the whole of docs/problems.md."""
    introduction = (
        "# Problems\n\n"
        "Every error answer of the service is an `application/problem+json` (RFC 9457).\n"
        "Its `type` is an address of the service that answers the section below.\n"
        "This file is made of `service/api/problems.py`; a test compares the two.\n"
    )
    return "\n".join((introduction, *map(page, PROBLEM_TYPES.values())))
