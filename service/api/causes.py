"""What went wrong -> the kind of problem that it is: exceptions of ours, statuses of HTTP."""

from collections.abc import Mapping
from typing import Any, Final

from service import errors
from service.api import problems
from service.api.problems import INTERNAL_ERROR, MALFORMED_REQUEST, ProblemType

OF_EXCEPTION: Final[Mapping[type[errors.ServiceError], ProblemType]] = {
    errors.EmptyBody: problems.EMPTY_BODY,
    errors.TooLarge: problems.TOO_LARGE,
    errors.MalformedSubmission: MALFORMED_REQUEST,
    errors.NotText: problems.NOT_TEXT,
    errors.NotAReport: problems.NOT_A_REPORT,
    errors.TooLaborious: problems.TOO_LABORIOUS,
    errors.YearUnknown: problems.YEAR_UNKNOWN,
    errors.YearDisagrees: problems.YEAR_DISAGREES,
    errors.InvalidAgencyId: problems.INVALID_AGENCY_ID,
    errors.InvalidKey: problems.INVALID_KEY,
    errors.KeyMissing: problems.KEY_MISSING,
    errors.KeyRefused: problems.KEY_REFUSED,
    errors.ScopeTooNarrow: problems.SCOPE_TOO_NARROW,
    errors.OutOfBounds: problems.OUT_OF_BOUNDS,
    errors.KeyNotFound: problems.KEY_NOT_FOUND,
    errors.AgencyNotFound: problems.AGENCY_NOT_FOUND,
    errors.BatchNotFound: problems.BATCH_NOT_FOUND,
    errors.ReportNotFound: problems.REPORT_NOT_FOUND,
    errors.RevisionNotFound: problems.REVISION_NOT_FOUND,
    errors.FindingSetNotFound: problems.FINDING_SET_NOT_FOUND,
    errors.NotFound: problems.NOT_FOUND,
    errors.ReportWithdrawn: problems.REPORT_WITHDRAWN,
    errors.IdempotencyKeyReused: problems.IDEMPOTENCY_KEY_REUSED,
    errors.PreconditionFailed: problems.PRECONDITION_FAILED,
    errors.TooManyRequests: problems.TOO_MANY_REQUESTS,
    errors.Overloaded: problems.OVERLOADED,
    errors.TooManyExports: problems.TOO_MANY_EXPORTS,
    errors.StorageUnavailable: problems.STORAGE_UNAVAILABLE,
    errors.StorageFull: problems.STORAGE_FULL,
    errors.StorageConflict: problems.STORAGE_CONFLICT,
}
OF_STATUS: Final[Mapping[int, ProblemType]] = {
    kind.status: kind
    for kind in (
        problems.NOT_FOUND,
        problems.METHOD_NOT_ALLOWED,
        problems.NOT_ACCEPTABLE,
        problems.TOO_LARGE,
        problems.URI_TOO_LONG,
        problems.HEADERS_TOO_LARGE,
        problems.TOO_SLOW,
        problems.UNSUPPORTED_MEDIA_TYPE,
    )
}


def of_status(status: int) -> ProblemType:
    """Return the kind of problem that an HTTP status stands for, where nothing else is known."""
    otherwise = MALFORMED_REQUEST if status < INTERNAL_ERROR.status else INTERNAL_ERROR
    return OF_STATUS.get(status, otherwise)


def of_exception(error: errors.ServiceError) -> ProblemType:
    """Return the kind of problem that an exception of the service is, by its nearest class."""
    for ancestor in type(error).__mro__:
        if ancestor in OF_EXCEPTION:
            return OF_EXCEPTION[ancestor]
    return INTERNAL_ERROR


def describe(error: errors.ServiceError) -> dict[str, Any]:
    """Return the members of the problem that tells of an exception of the service."""
    kind = of_exception(error)
    if kind is INTERNAL_ERROR:
        return kind.body("The service failed; the log has the cause.")
    if isinstance(error, errors.NotAReport):
        return kind.body(str(error), missing=list(error.missing))
    return kind.body(str(error))
