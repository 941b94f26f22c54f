"""
What the driver raises -> what the service knows of.

A StorageError bears neither SQL nor values: it is what callers are told, and the log.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg2
from psycopg2 import errors

from service.errors import StorageConflict, StorageError, StorageFull, StorageUnavailable

_CONFLICTS: Final = (
    errors.DeadlockDetected,
    errors.LockNotAvailable,
    errors.SerializationFailure,
    errors.UniqueViolation,
)
# What these say passes, too, though the driver does not count them among its OperationalErrors.
_PASSING: Final = (
    errors.IdleInTransactionSessionTimeout,
    errors.ReadOnlySqlTransaction,  # a standby answers that has not taken over yet
)


@contextmanager
def driver_errors_translated() -> Iterator[None]:
    """Turn every psycopg2 error into a StorageError; the messages bear no SQL and no values."""
    try:
        yield
    except psycopg2.Error as error:
        raise translated(error) from error


def translated(error: psycopg2.Error) -> type[StorageError]:
    """Return what an error of the driver is to those who know no driver."""
    if isinstance(error, _CONFLICTS):
        return StorageConflict
    if isinstance(error, errors.DiskFull):
        return StorageFull
    return StorageUnavailable if _is_connection_lost(error) else StorageError


def _is_connection_lost(error: psycopg2.Error) -> bool:
    """Tell a lost server from a wrong statement; a crash arrives as a bare DatabaseError."""
    lost = (psycopg2.OperationalError, psycopg2.InterfaceError, *_PASSING)
    return isinstance(error, lost) or type(error) is psycopg2.DatabaseError
