"""What a page shows is done as one script, and whatever comes out otherwise is told."""

from pathlib import Path

import pytest

from tests.documents.trying import try_page


def tried(page: str, folder: Path) -> list[str]:
    clone = folder / "clone"
    clone.mkdir()
    return try_page(page, clone, "127.0.0.1:1")


def console(*lines: str) -> str:
    return "\n".join(("```console", *lines, "```", ""))


@pytest.mark.parametrize(
    "page",
    [
        console("$ echo one", "one"),
        console("$ X=1") + console("$ echo $X", "1"),
        console("$ cat >&2 <<END", "> one", "> END", "one"),
        console("$ echo one; false", "one"),
        "```text folder/name.txt\none\n```\n" + console("$ cat folder/name.txt", "one"),
        "```python\nprint(1)\n```\n",
        console("$ echo localhost:8000", "127.0.0.1:1"),
        "Not tried by the tests, since it fails:\n\n" + console("$ false"),
    ],
)
def test_a_page_that_is_true_is_silent(page: str, tmp_path: Path) -> None:
    assert tried(page, tmp_path) == []


@pytest.mark.parametrize(
    "page",
    [
        console("$ echo one", "two"),
        console("$ echo one"),
        console("$ true", "one"),
        console("$ false"),
        console("$ false", "$ true"),
        console("$ exit 0", "$ true"),
        console("$ make nothing"),
        "```python\nraise SystemExit(1)\n```\n",
        "```diff\n--- a/none\n+++ b/none\n@@ -1 +1 @@\n-a\n+b\n```\n",
    ],
)
def test_a_page_that_is_not_true_is_told(page: str, tmp_path: Path) -> None:
    assert tried(page, tmp_path)
