import os
from pathlib import Path

import pytest

from service.limits import Limits
from service.submissions.folder import files_of, read_file
from service.submissions.item import Item, Refused

LIMITS = Limits(max_body_bytes=100)


def test_files_come_in_the_order_of_their_names_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("b/2024.txt", "a/2023.txt", "a/2022.html", "a/x.pdf", "a/.DS_Store", "2024.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "a" / "2021.txt").write_text("x" * 101)
    (tmp_path / "a" / "2020.txt").symlink_to("/etc/passwd")
    (tmp_path / "c").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "b" / "2025.txt")
    found = [read_file(path, name, LIMITS) for path, name in files_of(tmp_path)]
    assert [(each.name, getattr(each, "reason", None)) for each in found] == [
        ("2024.txt", "invalid-agency-id"),
        ("a/2020.txt", "unreadable-entry"),
        ("a/2021.txt", "body-too-large"),
        ("a/2022.html", None),
        ("a/2023.txt", None),
        ("a/x.pdf", "unsupported-media-type"),
        ("b/2024.txt", None),
        ("b/2025.txt", "unreadable-entry"),
        ("c", "unsupported-media-type"),
    ]
    assert isinstance(found[3], Item)
    assert (found[3].agency_id, found[3].upload.year) == ("a", 2022)
    assert found[3].upload.data == b"a/2022.html"


@pytest.mark.parametrize(("length", "read"), [(3, 3), (50, 50), (100, 100), (101, None)])
def test_a_file_that_grows_is_read_as_long_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, read: int | None
) -> None:
    path = tmp_path / "2024.txt"
    path.write_bytes(b"x" * 3)
    before = path.lstat()
    path.write_bytes(b"x" * length)
    monkeypatch.setattr(Path, "lstat", lambda _: before)
    found = read_file(path, "a/2024.txt", LIMITS)
    if isinstance(found, Refused):
        assert (found.reason, read) == ("body-too-large", None)
    else:
        assert len(found.upload.data) == read


def test_a_name_in_another_encoding_is_read(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/a"
    os.mkdir(folder)  # noqa: PTH102 -- a name of bytes
    with open(folder + "/年.txt".encode("gb18030"), "wb"):  # noqa: PTH123 -- the same
        pass
    ((path, name),) = files_of(tmp_path)
    found = read_file(path, name, LIMITS)
    assert not isinstance(found, Refused)
    assert found.name == "a/年.txt"
