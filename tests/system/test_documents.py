"""What the pages show is done against a running service, and comes out as they say."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import new_database
from tests.documents.pages import ROOT, blocks, commands, pages
from tests.documents.trying import copy_of_the_clone, try_page
from tests.system.running import service

# How many blocks of a page are not tried; each says why in the line before it.
NOT_TRIED: dict[str, int] = {"docs/how-to/exports.md": 1}
READMES = ("README.md", "README.zh.md")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


TRIED = [
    page for page in pages() if any(block.is_tried for block in blocks(page.read_text("utf-8")))
]


@pytest.mark.parametrize("page", TRIED, ids=_name)
def test_what_a_page_shows_comes_out_as_it_says(
    page: Path, scratch: Path, database_url: str
) -> None:
    for program in ("curl", "git", "make"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    clone = copy_of_the_clone(scratch)
    with (
        new_database(database_url) as database,
        service(scratch, DATABASE_URL=database) as running,
    ):
        address = running.ready().url.removeprefix("http://")
        wrong = try_page(page.read_text("utf-8"), clone, address, DATABASE_URL=database)
    assert not wrong, "\n\n".join(wrong)


def test_what_is_not_tried_says_why_and_is_counted() -> None:
    untried: Counter[str] = Counter()
    unexcused = []
    for page in pages():
        for block in blocks(page.read_text("utf-8")):
            if not block.is_tried:
                untried[_name(page)] += 1
                if not block.is_excused:
                    unexcused.append(f"{_name(page)}:{block.line}")
    assert unexcused == []
    assert untried == Counter(NOT_TRIED)


def test_every_readme_shows_the_same_commands() -> None:
    shown = [
        [
            command.command.partition("#")[0].strip()
            for block in blocks((ROOT / readme).read_text("utf-8"))
            if block.language == "console"
            for command in commands(block)
        ]
        for readme in READMES
    ]
    assert len(shown[0]) > 5
    assert all(each == shown[0] for each in shown)
