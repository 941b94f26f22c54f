import io
import struct
import zipfile
from collections.abc import Iterable

import pytest

from service.errors import MalformedSubmission, TooLarge
from service.limits import Limits
from service.submissions.archive import read_archive
from service.submissions.item import Item, Refused

LIMITS = Limits(max_body_bytes=200_000, max_batch_items=20, max_batch_inflated_bytes=1_000_000)
TEXT = "某局2024年政府信息公开工作年度报告".encode()


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as writing:
        for name, data in files:
            writing.writestr(name, data)
    return archive.getvalue()


def read(data: bytes, limits: Limits = LIMITS) -> list[Item | Refused]:
    return list(read_archive(io.BytesIO(data), limits))


def reasons(found: Iterable[Item | Refused]) -> list[str | None]:
    return [each.reason if isinstance(each, Refused) else None for each in found]


def renamed(data: bytes, before: bytes, after: bytes, *, utf8: bool = False) -> bytes:
    """Write other bytes for a name, as another program would, with or without its flag."""
    assert len(before) == len(after)
    data = data.replace(before, after)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(signature) + offset
        (flags,) = struct.unpack_from("<H", data, at)
        flags = flags | 0x800 if utf8 else flags & ~0x800
        data = data[:at] + struct.pack("<H", flags) + data[at + 2 :]
    return data


def test_the_folder_above_a_file_is_the_agency_and_four_digits_are_the_year() -> None:
    first, second = read(
        packed(("deep/140800-gov-office/2024.txt", TEXT), ("b/年报2023.htm", TEXT))
    )
    assert isinstance(first, Item)
    assert (first.name, first.agency_id) == ("deep/140800-gov-office/2024.txt", "140800-gov-office")
    assert (first.upload.data, first.upload.year) == (TEXT, 2024)
    assert (first.upload.media_type, first.upload.filename) == ("text/plain", "2024.txt")
    assert isinstance(second, Item)
    assert (second.agency_id, second.upload.year) == ("b", None)
    assert (second.upload.media_type, second.upload.filename) == ("text/html", "年报2023.htm")


def test_traces_of_systems_and_folders_are_passed_over() -> None:
    found = read(
        packed(("a/", b""), ("__MACOSX/a/._2024.txt", b"x"), ("a/.DS_Store", b"x"), ("a\\", b""))
    )
    assert found == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/2024.txt", "unreadable-entry"),
        ("C:\\a\\2024.txt", "unreadable-entry"),
        ("a/../../b/2024.txt", "unreadable-entry"),
        ("a\\..\\..\\b\\2024.txt", "unreadable-entry"),
        ("2024.txt", "invalid-agency-id"),
        ("./2024.txt", "invalid-agency-id"),
        ("a/2024.pdf", "unsupported-media-type"),
        ("a/more.zip", "unsupported-media-type"),
        ("a/2024", "unsupported-media-type"),
    ],
)
def test_a_name_that_stands_for_no_report_is_refused_with_its_reason(
    name: str, reason: str
) -> None:
    assert reasons(read(packed((name, TEXT), ("a/2023.txt", TEXT)))) == [reason, None]


def test_backslashes_part_folders_too() -> None:
    (found,) = read(packed(("files\\a\\2024.txt", TEXT)))
    assert isinstance(found, Item)
    assert (found.agency_id, found.upload.year) == ("a", 2024)


@pytest.mark.parametrize(
    ("encoding", "flags"), [("gb18030", {}), ("utf-8", {}), ("utf-8", {"utf8": True})]
)
def test_names_are_read_in_the_encoding_of_whoever_wrote_them(
    encoding: str, flags: dict[str, bool]
) -> None:
    name = "盐湖区/2024年报告.txt".encode(encoding)
    plain = b"x" * 3 + b"/" + b"y" * (len(name) - 8) + b".txt"
    (found,) = read(renamed(packed((plain.decode(), TEXT)), plain, name, **flags))
    assert found.name == "盐湖区/2024年报告.txt"


def test_control_characters_are_left_out_of_names() -> None:
    (found,) = read(packed(("a/\x1b[31m\n2024.txt", TEXT)))
    assert found.name == "a/[31m2024.txt"


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(packed(("a/2024.txt", TEXT)))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert reasons(read(bytes(data))) == ["unreadable-entry"]


@pytest.mark.parametrize("method", [9, 12, 14, 93, 99])
def test_a_method_other_than_deflating_is_refused(method: int) -> None:
    data = bytearray(packed(("a/2024.txt", TEXT), ("a/2023.txt", TEXT)))
    data[data.index(b"PK\1\2") + 10] = method
    assert reasons(read(bytes(data))) == ["unreadable-entry", None]


def test_damaged_data_are_refused_and_the_others_read() -> None:
    data = bytearray(packed(("a/2024.txt", TEXT), ("a/2023.txt", TEXT), method=zipfile.ZIP_STORED))
    data[data.index(TEXT)] ^= 1
    assert reasons(read(bytes(data))) == ["unreadable-entry", None]


def test_a_name_that_stands_twice_is_refused_the_second_time() -> None:
    data = packed(("a/2023.txt", TEXT), ("a/2024.txt", TEXT)).replace(b"a/2023.txt", b"a/2024.txt")
    assert reasons(read(data)) == [None, "unreadable-entry"]


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("a/2024.txt")
    link.external_attr = 0o120777 << 16
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr(link, "/etc/passwd")
    assert reasons(read(archive.getvalue())) == ["unreadable-entry"]


def test_a_file_that_is_too_large_is_refused() -> None:
    assert reasons(read(packed(("a/1.txt", bytes(range(256)) * 800), ("a/2.txt", TEXT)))) == [
        "body-too-large",
        None,
    ]


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    assert reasons(read(packed(("a/2024.txt", bytes(190_000))))) == ["body-too-large"]


def test_a_file_that_becomes_more_than_its_directory_says_is_refused() -> None:
    data = bytearray(packed(("a/2024.txt", bytes(190_000))))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = struct.pack("<I", 100)
    assert reasons(read(bytes(data))) == ["unreadable-entry"]


def test_all_files_together_have_a_limit() -> None:
    random = bytes(range(256)) * 700
    with pytest.raises(TooLarge, match="becomes more than"):
        read(
            packed(*((f"a/{number}.txt", random) for number in range(8)), method=zipfile.ZIP_STORED)
        )


def test_files_that_share_their_data_do_not_pass_the_limit() -> None:
    """A small archive may name the same data a thousand times, as one published bomb does."""
    data = packed(("a/2000.txt", bytes(range(256)) * 100), method=zipfile.ZIP_STORED)
    start = data.index(b"PK\1\2")
    end = data.index(b"PK\5\6")
    entries = b"".join(
        data[start:end].replace(b"2000", b"%04d" % number) for number in range(2000, 2018)
    )
    counts = struct.pack("<HHII", 18, 18, len(entries), start)
    whole = data[:start] + entries + data[end : end + 8] + counts + data[end + 20 :]
    assert set(reasons(read(whole))) <= {None, "unreadable-entry"}
    with pytest.raises(TooLarge):
        read(whole, Limits(max_batch_inflated_bytes=25_000))


def test_too_many_files_are_refused_as_a_whole() -> None:
    with pytest.raises(TooLarge, match="more than 20 files"):
        read(packed(*((f"a/{number}.txt", TEXT) for number in range(21))))


def test_a_directory_that_would_fill_the_memory_is_not_read() -> None:
    data = packed(("a/2024.txt", TEXT))
    at = data.index(b"PK\1\2")
    end = data.index(b"PK\5\6")
    directory = data[at:end] * 20_000
    counts = struct.pack("<HHII", 0, 0, len(directory), at)
    with pytest.raises(TooLarge, match="directory"):
        read(data[:at] + directory + data[end : end + 8] + counts + b"\0\0")


def test_an_empty_archive_holds_nothing() -> None:
    assert read(packed()) == []


@pytest.mark.parametrize("length", [0, 1, 21, 22, 60, -1, -10, -30])
def test_what_is_no_archive_or_only_half_of_one_is_an_error(length: int) -> None:
    with pytest.raises(MalformedSubmission):
        read(packed(("a/2024.txt", TEXT))[:length] if length else TEXT)


def test_no_byte_of_an_archive_can_bring_anything_else_about() -> None:
    whole = packed(("a/2024.txt", TEXT), ("乙/2023.txt", TEXT))
    for at in range(len(whole)):
        for flip in (0x01, 0x80, 0xFF):
            damaged = bytearray(whole)
            damaged[at] ^= flip
            try:
                found = read(bytes(damaged))
            except (MalformedSubmission, TooLarge):
                continue
            assert len(found) <= 2
