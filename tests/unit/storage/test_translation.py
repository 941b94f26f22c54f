"""What errors of the driver are to the rest of the service."""

import psycopg2
import pytest
from psycopg2 import errors

from service.errors import StorageFull, StorageUnavailable
from service.storage.translation import driver_errors_translated


def test_a_crashed_server_which_psycopg2_calls_a_plain_error_is_unavailable() -> None:
    with pytest.raises(StorageUnavailable), driver_errors_translated():
        raise psycopg2.DatabaseError("server closed the connection unexpectedly")


def test_a_full_disk_is_said_to_be_full() -> None:
    with pytest.raises(StorageFull), driver_errors_translated():
        raise errors.DiskFull("could not extend file: No space left on device")
