"""The body of a request, in whatever envelope it came."""

import gzip
import io
import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import BadRequest
from werkzeug.exceptions import UnsupportedMediaType as WrongType

from service.api.problems import InvalidRequest
from service.api.uploads import read_upload
from service.errors import TooLarge
from service.judging import Upload

DATA = "江原县档案局2024年年报".encode()
FORM = "multipart/form-data"


def upload(app: Flask, **request: Any) -> Upload:
    with app.test_request_context("/v1/check", method="POST", **request):
        return read_upload(None)


def form_of(data: bytes = DATA, name: str = "a.txt", kind: str = "text/plain") -> dict[str, Any]:
    return {"file": (io.BytesIO(data), name, kind)}


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown", "text/html"])
def test_text_is_taken_as_it_is(app: Flask, media_type: str) -> None:
    assert upload(app, data=DATA, content_type=media_type) == Upload(DATA, media_type)


def test_the_charset_is_passed_on_as_a_hint(app: Flask) -> None:
    assert upload(app, data=DATA, content_type="text/plain; charset=GBK").charset == "GBK"


@pytest.mark.parametrize(
    "media_type", [None, "application/pdf", "application/octet-stream", "image/png", "nonsense"]
)
def test_no_type_and_other_types_are_refused(app: Flask, media_type: str | None) -> None:
    with pytest.raises(WrongType, match="text/plain"):
        upload(app, data=DATA, content_type=media_type)


def test_gzip_is_inflated(app: Flask) -> None:
    sent = {"data": gzip.compress(DATA), "headers": {"Content-Encoding": "gzip"}}
    assert upload(app, content_type="text/plain", **sent).data == DATA


def test_gzip_in_several_members_is_inflated_whole(app: Flask) -> None:
    halves = gzip.compress(DATA[:10]) + gzip.compress(DATA[10:])
    sent = {"data": halves, "headers": {"Content-Encoding": "GZIP"}}
    assert upload(app, content_type="text/plain", **sent).data == DATA


@pytest.mark.parametrize(
    "data",
    [DATA, gzip.compress(DATA)[:-5], gzip.compress(DATA) + b"rest", b"\x1f\x8b"],
    ids=["none at all", "cut", "with a rest", "only a head"],
)
def test_broken_gzip_is_malformed(app: Flask, data: bytes) -> None:
    with pytest.raises(BadRequest, match="gzip"):
        upload(app, data=data, content_type="text/plain", headers={"Content-Encoding": "gzip"})


def test_the_limit_is_measured_after_inflation(app: Flask) -> None:
    for size in (20_000, 20_001):
        bomb = gzip.compress(b"0" * size)
        sent: dict[str, Any] = {"data": bomb, "headers": {"Content-Encoding": "gzip"}}
        if size > 20_000:
            with pytest.raises(TooLarge):
                upload(app, content_type="text/plain", **sent)
        else:
            assert len(upload(app, content_type="text/plain", **sent).data) == size


def test_the_limit_holds_over_several_members(app: Flask) -> None:
    bomb = gzip.compress(b"0" * 15_000) * 2
    with pytest.raises(TooLarge):
        upload(app, data=bomb, content_type="text/plain", headers={"Content-Encoding": "gzip"})


def test_a_body_far_over_the_limit_is_not_read(app: Flask) -> None:
    with pytest.raises(TooLarge, match=r"The body is larger than [0-9]+ bytes\."):
        upload(app, data=b"0" * 30_000, content_type="text/plain")


def as_gunicorn_hands_it(data: bytes, length: int | None) -> dict[str, Any]:
    """Return a body that ends where the sender ended it, whatever length was announced."""
    environ = {"wsgi.input": io.BytesIO(data), "wsgi.input_terminated": True}
    announced = {} if length is None else {"CONTENT_LENGTH": str(length)}
    return {"environ_overrides": environ | announced, "content_type": "text/plain"}


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not_cut(
    app: Flask,
    announced: bool,  # noqa: FBT001 -- pytest passes it by name
) -> None:
    for size in (20_000, 20_001):
        sent = as_gunicorn_hands_it(b"0" * size, size if announced else None)
        if size > 20_000:
            with pytest.raises(TooLarge):
                upload(app, **sent)
        else:
            assert len(upload(app, **sent).data) == size


def test_a_body_whose_sender_went_away_is_malformed(app: Flask) -> None:
    with pytest.raises(BadRequest, match="Content-Length"):
        upload(app, **as_gunicorn_hands_it(DATA, len(DATA) + 1))


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip"])
def test_other_content_encodings_are_refused(app: Flask, encoding: str) -> None:
    with pytest.raises(WrongType, match="gzip"):
        upload(app, data=DATA, content_type="text/plain", headers={"Content-Encoding": encoding})


def test_json_gives_its_text(app: Flask) -> None:
    body = json.dumps({"text": DATA.decode()})
    assert upload(app, data=body, content_type="application/json") == Upload(DATA)


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"text": "x", "title": "y"}, "/title"),
        ({}, "/text"),
        ({"text": 5}, "/text"),
        ({"text": None}, "/text"),
        ([], ""),
        ("text", ""),
        ({"text": "\ud800"}, "/text"),
    ],
)
def test_json_without_exactly_the_field_text_names_the_fault(
    app: Flask, document: Any, pointer: str
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        upload(app, data=json.dumps(document), content_type="application/json")
    assert [wrong["pointer"] for wrong in caught.value.errors] == [pointer]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 15_000, b'{"text": ' + b"1" * 5000 + b"}"]
)
def test_what_is_not_json_is_malformed(app: Flask, body: bytes) -> None:
    with pytest.raises(BadRequest, match="JSON"):
        upload(app, data=body, content_type="application/json")


def test_a_form_gives_its_file_with_name_and_type(app: Flask) -> None:
    sent = upload(app, data=form_of(kind="text/html; charset=gb2312"), content_type=FORM)
    assert sent == Upload(DATA, "text/html", "gb2312", "a.txt")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.HTML", "text/html"), ("a.md", "text/markdown")],
)
def test_a_file_of_no_known_type_has_that_of_its_name(
    app: Flask, name: str, media_type: str
) -> None:
    form = form_of(name=name, kind="application/octet-stream")
    assert upload(app, data=form, content_type=FORM).media_type == media_type


@pytest.mark.parametrize("path", ["C:/报告/年报.txt", "报告/年报.txt", "年报\t.txt"])
def test_a_file_name_is_kept_without_its_path(app: Flask, path: str) -> None:
    assert upload(app, data=form_of(name=path), content_type=FORM).filename == "年报.txt"


def test_a_pdf_in_a_form_is_refused(app: Flask) -> None:
    with pytest.raises(WrongType, match="application/pdf"):
        upload(app, data=form_of(kind="application/pdf"), content_type=FORM)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"upload": (io.BytesIO(DATA), "a.txt")},
        {"file": [(io.BytesIO(DATA), "a.txt"), (io.BytesIO(DATA), "b.txt")]},
        {"file": (io.BytesIO(DATA), "a.txt"), "year": "2024"},
    ],
    ids=["empty", "other name", "two files", "other part"],
)
def test_a_form_without_exactly_the_part_file_is_malformed(
    app: Flask, form: dict[str, Any]
) -> None:
    with pytest.raises(BadRequest, match="file"):
        upload(app, data=form, content_type=FORM)


def test_a_long_filename_keeps_the_end_that_tells_the_type(app: Flask) -> None:
    form = form_of(name="年报" * 200 + ".html", kind="application/octet-stream")
    sent = upload(app, data=form, content_type=FORM)
    assert sent.filename is not None
    assert (len(sent.filename), sent.filename[-7:]) == (255, "年报.html")
    assert sent.media_type == "text/html"


def test_a_part_without_a_filename_is_taken_byte_for_byte(app: Flask) -> None:
    data = "年报".encode("gb18030")
    body = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + data + b"\r\n--x--\r\n"
    sent = upload(app, data=body, content_type=f"{FORM}; boundary=x")
    assert (sent.data, sent.filename, sent.media_type) == (data, None, "text/plain")


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; boundary=x", f"{FORM}; boundary=年"])
def test_a_form_that_is_none_is_malformed(app: Flask, content_type: str) -> None:
    with pytest.raises(BadRequest):
        upload(app, data=b"no form", content_type=content_type)


def test_a_form_of_very_many_parts_is_refused(app: Flask) -> None:
    with pytest.raises(TooLarge, match=r"more than 16 parts\."):
        upload(app, data={f"f{number}": "x" for number in range(50)}, content_type=FORM)


def test_a_form_may_be_compressed(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data=form_of()) as context:
        body, kind = context.request.get_data(), context.request.content_type
    headers = {"Content-Encoding": "gzip"}
    assert upload(app, data=gzip.compress(body), content_type=kind, headers=headers).data == DATA
