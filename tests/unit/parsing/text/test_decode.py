import codecs
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.errors import EmptyBody, NotText
from service.parsing.text.decode import decode

REPORT = "河东市水务局2023年政府信息公开工作年度报告\n一、总体情况\n全年收到申请12件。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + REPORT.encode(), "utf-8"),
        (REPORT.encode("utf-16-le"), "utf-16-le"),
        (REPORT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "utf-16-be"),
        (REPORT.encode("gb18030"), "gb18030"),
        (REPORT.encode("gbk"), "gb18030"),
    ],
    ids=["utf-8", "utf-8-bom", "le", "be", "le-bom", "be-bom", "gb18030", "gbk"],
)
def test_each_encoding_gives_the_same_text_without_a_mark(data: bytes, encoding: str) -> None:
    assert decode(data)[:2] == (REPORT, encoding)


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "x-gbk", "gb18030"])
def test_old_names_of_a_chinese_charset_mean_gb18030(charset: str) -> None:
    assert decode("报告〇".encode("gb18030"), charset)[:2] == ("报告〇", "gb18030")


def test_the_bytes_decide_and_not_the_declared_charset() -> None:
    assert decode(REPORT.encode(), "gb18030")[:2] == (REPORT, "utf-8")


def test_a_declared_charset_is_taken_where_the_bytes_are_not_utf_8() -> None:
    assert decode("報告".encode("big5"), "big5").content == "報告"


def test_a_page_may_declare_its_charset_itself() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=big5">報告'
    assert decode(page.encode("big5")).content == page


@pytest.mark.parametrize(
    "charset", ["no-such", "", "rot13", "base64", "hex", "zlib", "x" * 5000, "idna"]
)
def test_a_declared_charset_that_is_none_is_ignored(charset: str) -> None:
    assert decode(REPORT.encode("gb18030"), charset)[:2] == (REPORT, "gb18030")


def test_a_declared_charset_with_a_nul_is_ignored() -> None:
    assert decode(REPORT.encode("gb18030"), "utf-16\0")[:2] == (REPORT, "gb18030")


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape"])
def test_a_python_codec_that_is_no_charset_is_ignored(charset: str) -> None:
    try:
        content = decode(b"\\ud800\xff", charset).content
    except NotText:
        return
    content.encode()


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t", "\u3000\xa0".encode(), b"\0\0\0", codecs.BOM_UTF8, codecs.BOM_UTF16_BE],
)
def test_blanks_only_are_an_empty_body(data: bytes) -> None:
    with pytest.raises(EmptyBody):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        Random(1).randbytes(1_000_000),
        bytes.fromhex("ffd8ffe000104a46494600010101004800480000ffdb0043") + bytes(range(256)),
        codecs.BOM_UTF8 + b"\xff\xff",
        codecs.BOM_UTF16_LE + b"\x00",
        codecs.BOM_UTF16_LE + b"\x00\xd8a\0",
    ],
    ids=["random", "jpeg", "utf-8-bom-and-no-utf-8", "half-a-character", "lone-surrogate"],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_surrogates_smuggled_into_utf_8_are_refused_or_read_without_them() -> None:
    try:
        content = decode(b"\xed\xa0\x80\xed\xb0\x80" + REPORT.encode()).content
    except NotText:
        return
    content.encode()


@settings(deadline=None, derandomize=True)
@given(
    st.binary(max_size=200),
    st.none() | st.sampled_from(["utf-8", "big5", "gbk", "utf-16", "latin-1", "none such"]),
)
@example(b"\xff\xfe\x00\xd8", None)
@example(b"<meta charset=utf-7>+2AA-\xff", None)
@example(b"+2AA-\xff", "utf-7")
def test_any_bytes_give_text_that_can_be_stored_or_a_named_refusal(
    data: bytes, charset: str | None
) -> None:
    try:
        content, encoding, _ = decode(data, charset)
    except (EmptyBody, NotText):
        return
    assert codecs.lookup(encoding)
    content.encode()  # no lone surrogate is among it


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_bytes_that_end_within_a_character_lose_no_more_than_that(encoding: str) -> None:
    whole = (REPORT + "年").encode(encoding)
    content, _, broken_off = decode(whole[:-1])
    assert broken_off
    assert content == REPORT


def test_stray_bytes_within_a_text_are_no_end_of_it() -> None:
    with pytest.raises(NotText):
        decode(REPORT.encode() + b"\xff\xfe" + REPORT.encode())
