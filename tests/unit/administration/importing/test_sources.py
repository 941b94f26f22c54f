"""What `nianbao import` takes for a source, and what it says of what is none."""

import gzip
from pathlib import Path

import pytest

from service.administration.importing.sources import open_source
from service.errors import ConfigurationError, MalformedSubmission
from service.limits import Limits


@pytest.mark.parametrize(
    ("name", "data", "error", "said"),
    [
        ("2024.txt", b"", ConfigurationError, "is a report by itself"),
        ("2024.HTML", b"", ConfigurationError, "is a report by itself"),
        ("reports.zip", b"no archive", MalformedSubmission, "not the ZIP archive"),
        ("reports.ndjson.gz", gzip.compress(b"{}"), MalformedSubmission, "This is gzip data"),
    ],
)
def test_what_is_no_source_is_named_and_said_to_be_none(
    tmp_path: Path, name: str, data: bytes, error: type[Exception], said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        open_source(path, Limits())
    assert str(path) in str(caught.value)
    assert said in str(caught.value)
