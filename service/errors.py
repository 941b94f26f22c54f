"""
Every exception that leaves a package of the service, free of HTTP.

ServiceError
├── IntakeError                 the upload cannot become a report
│   ├── EmptyBody
│   ├── TooLarge
│   ├── NotText
│   ├── NotAReport
│   ├── TooLaborious
│   ├── YearUnknown
│   └── YearDisagrees
├── MalformedSubmission
├── InvalidAgencyId
├── InvalidKey
├── AccessDenied                the caller may not do that
│   ├── KeyMissing
│   ├── KeyRefused
│   ├── ScopeTooNarrow
│   └── OutOfBounds
├── NotFound
│   ├── AgencyNotFound
│   ├── BatchNotFound
│   ├── KeyNotFound
│   ├── ReportNotFound
│   ├── RevisionNotFound
│   └── FindingSetNotFound
├── Gone
│   └── ReportWithdrawn
├── IdempotencyKeyReused
├── PreconditionFailed
├── Overloaded
├── TooManyRequests
├── PurgeRefused
├── BackupFailed
├── ConfigurationError
└── StorageError
    ├── StorageUnavailable
    │   └── StorageBusy
    ├── StorageFull
    └── StorageConflict
"""


class ServiceError(Exception):
    """The request could not be served."""

    def __init__(self, message: str | None = None) -> None:
        """Take the class docstring's first line where no message is given."""
        default = (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(message or default)


class IntakeError(ServiceError):
    """The upload cannot become a report."""


class EmptyBody(IntakeError):
    """The body holds no text."""


class TooLarge(IntakeError):
    """The body is larger than the limit."""


class NotText(IntakeError):
    """The bytes are not text in UTF-8, UTF-16 or GB18030."""


class NotAReport(IntakeError):
    """The text is not an annual report on disclosure of government information."""

    def __init__(self, message: str | None = None, missing: tuple[str, ...] = ()) -> None:
        """Keep what was looked for and not found."""
        super().__init__(message)
        self.missing = missing


class TooLaborious(IntakeError):
    """The text takes more processor time than a report may."""


class YearUnknown(IntakeError):
    """The text names no report year and the request supplies none."""


class YearDisagrees(IntakeError):
    """The year supplied with the request is not the year of the text."""


class MalformedSubmission(ServiceError):
    """The body is not the submission of many reports that it is said to be."""


class InvalidAgencyId(ServiceError):
    """The agency id is malformed."""


class InvalidKey(ServiceError):
    """A key cannot be made like that."""


class AccessDenied(ServiceError):
    """The caller may not do that."""


class KeyMissing(AccessDenied):
    """The operation needs a key, and the request bears none."""


class KeyRefused(AccessDenied):
    """The key is not known, was revoked or has expired."""


class ScopeTooNarrow(AccessDenied):
    """The key is known, and its scope does not allow the operation."""


class OutOfBounds(AccessDenied):
    """The request would take an agency out of the bounds of the key."""


class NotFound(ServiceError):
    """There is nothing under that address."""


class AgencyNotFound(NotFound):
    """No agency is registered under that id."""


class BatchNotFound(NotFound):
    """There is no such batch."""


class KeyNotFound(NotFound):
    """There is no key of that id."""


class ReportNotFound(NotFound):
    """The agency has no report for that year."""


class RevisionNotFound(NotFound):
    """The report has no such revision."""


class FindingSetNotFound(NotFound):
    """The revision was never judged under that rule set."""


class Gone(ServiceError):
    """There was something under that address."""


class ReportWithdrawn(Gone):
    """The report was withdrawn; its revisions are still there under their numbers."""


class IdempotencyKeyReused(ServiceError):
    """The Idempotency-Key stands for another upload of the agency."""


class PreconditionFailed(ServiceError):
    """What is stored is not what the request was made for."""


class Overloaded(ServiceError):
    """The service has as many requests in work as it takes."""


class TooManyExports(ServiceError):
    """As many exports are under way as the service makes at once."""


class TooManyRequests(ServiceError):
    """The caller has sent as many requests as it may."""

    def __init__(self, message: str | None = None, retry_after: int = 60) -> None:
        """Keep the number of seconds after which the next one is taken."""
        super().__init__(message)
        self.retry_after = retry_after


class PurgeRefused(ServiceError):
    """That cannot be removed."""


class BackupFailed(ServiceError):
    """Nothing was backed up, or restored."""


class ConfigurationError(ServiceError):
    """A setting is missing or wrong."""


class StorageError(ServiceError):
    """The database did not do what was asked."""


class StorageUnavailable(StorageError):
    """The database cannot be reached."""


class StorageBusy(StorageUnavailable):
    """Every database connection is in use."""


class StorageFull(StorageError):
    """The database has no room left on its disk."""


class StorageConflict(StorageError):
    """Another writer was faster; the same request may succeed when sent again."""
