"""Problems that several operations answer with, for what they do alike."""

from typing import Final

from service.api import problems

UPLOAD_PROBLEMS: Final = (
    problems.MALFORMED_REQUEST,
    problems.INVALID_PARAMETER,
    problems.TOO_LARGE,
    problems.UNSUPPORTED_MEDIA_TYPE,
    problems.INVALID_DOCUMENT,
    problems.EMPTY_BODY,
    problems.NOT_TEXT,
    problems.NOT_A_REPORT,
    problems.TOO_LABORIOUS,
    problems.TOO_SLOW,
    problems.YEAR_DISAGREES,
)
STORAGE_PROBLEMS: Final = (problems.INVALID_AGENCY_ID, problems.STORAGE_UNAVAILABLE)
WRITE_PROBLEMS: Final = (problems.STORAGE_FULL, problems.STORAGE_CONFLICT)
REPORT_PROBLEMS: Final = (
    problems.AGENCY_NOT_FOUND,
    problems.REPORT_NOT_FOUND,
    *STORAGE_PROBLEMS,
)
READ_PROBLEMS: Final = (
    *REPORT_PROBLEMS,
    problems.REPORT_WITHDRAWN,
    problems.REVISION_NOT_FOUND,
    problems.FINDING_SET_NOT_FOUND,
)
