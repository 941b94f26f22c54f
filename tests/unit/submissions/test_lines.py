import base64
import io
import json

import pytest

from service.errors import MalformedSubmission, TooLarge
from service.limits import Limits
from service.submissions.item import Item, Refused
from service.submissions.lines import read_lines

LIMITS = Limits(max_body_bytes=1_000, max_batch_items=5, max_batch_inflated_bytes=500_000)


def read(data: bytes) -> list[Item | Refused]:
    return list(read_lines(io.BytesIO(data), LIMITS))


def line(**fields: object) -> bytes:
    return json.dumps({"agency_id": "a", "text": "年报"} | fields).encode() + b"\n"


def test_a_line_is_a_report() -> None:
    (found,) = read(line(year=2024, filename="x\\报告.html"))
    assert isinstance(found, Item)
    assert (found.name, found.agency_id) == ("line 1", "a")
    assert (found.upload.data, found.upload.year) == ("年报".encode(), 2024)
    assert (found.upload.filename, found.upload.media_type) == ("报告.html", "text/html")


def test_content_holds_the_very_bytes() -> None:
    content = base64.b64encode("年报".encode("gb18030")).decode()
    (found,) = read(line(text=None, content=content, media_type="text/markdown"))
    assert isinstance(found, Item)
    assert (found.upload.data, found.upload.media_type) == (
        "年报".encode("gb18030"),
        "text/markdown",
    )


def test_lines_count_also_where_they_are_blank_or_the_last_has_no_end() -> None:
    data = b"\xef\xbb\xbf" + line() + b"\n  \r\n" + line().strip()
    assert [each.name for each in read(data)] == ["line 1", "line 4"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (b"{", "malformed-request"),
        ('{"agency_id": "年"}'.encode("gb18030"), "malformed-request"),
        (b"[" * 900, "malformed-request"),
        (b"[]," * 900, "malformed-request"),
        (b'{"a": ' + b"9" * 900 + b"}", "invalid-document"),
        (b"[]", "invalid-document"),
        (b"null", "invalid-document"),
        (line(colour="red"), "invalid-document"),
        (line(agency_id=1), "invalid-document"),
        (b'{"text": "x"}', "invalid-document"),
        (line(year="2024"), "invalid-document"),
        (line(year=True), "invalid-document"),
        (line(year=-1), "invalid-document"),
        (line(year=10**30), "invalid-document"),
        (line(text=None), "invalid-document"),
        (line(content="eA=="), "invalid-document"),
        (line(text=None, content="?"), "invalid-document"),
        (line(text=None, content="é"), "invalid-document"),
        (line(text="\ud800"), "invalid-document"),
        (line(media_type="application/pdf"), "unsupported-media-type"),
        (line(text="x" * 1_001), "body-too-large"),
        (line(text="x" * 200_000), "body-too-large"),
    ],
)
def test_a_wrong_line_is_refused_and_the_next_is_read(wrong: bytes, reason: str) -> None:
    refused, found = read(wrong.rstrip(b"\n") + b"\n" + line())
    assert isinstance(refused, Refused)
    assert (refused.name, refused.reason) == ("line 1", reason)
    assert refused.detail
    assert isinstance(found, Item)
    assert found.name == "line 2"


def test_too_many_lines_are_refused_as_a_whole() -> None:
    with pytest.raises(TooLarge, match="more than 5 reports"):
        read(line() * 6)


def test_all_lines_together_have_a_limit() -> None:
    with pytest.raises(TooLarge, match="bytes"):
        read(b" " * 60_000 + b"\n" + (b" " * 60_000 + b"\n") * 9)


@pytest.mark.parametrize("mark", [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08"])
def test_what_is_packed_is_refused_as_a_whole(mark: bytes) -> None:
    with pytest.raises(MalformedSubmission):
        read(mark + b"\n" + line())


def test_a_stream_that_is_shorter_than_any_mark_is_read() -> None:
    assert read(b"") == []
    assert [each.name for each in read(b"\n{}")] == ["line 2"]
