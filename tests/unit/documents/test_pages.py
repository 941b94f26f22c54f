"""The blocks of a page are found, and what a command prints is held against what is said."""

import pytest

from tests.documents.pages import agree, blocks, commands

PAGE = """\
Words.

```console
$ echo one
one

$ cat <<X
> two
> X
two
…
```

Not tried by the tests, since it needs a Docker engine:

```console
$ docker build .
```

```python publish.py
print(1)
```

```yaml
a: 1
```
"""


def test_blocks_are_found_with_their_line_and_what_is_to_be_done() -> None:
    found = [(block.line, block.language, block.name, block.is_tried) for block in blocks(PAGE)]
    assert found == [
        (3, "console", None, True),
        (16, "console", None, False),
        (20, "python", "publish.py", True),
        (24, "yaml", None, False),
    ]
    assert [block.is_excused for block in blocks(PAGE)] == [False, True, False, False]


def test_a_console_has_commands_with_what_they_print() -> None:
    found = [(each.command, each.documented) for each in commands(next(blocks(PAGE)))]
    assert found == [("echo one", ("one",)), ("cat <<X\ntwo\nX", ("two", "…"))]


@pytest.mark.parametrize(
    ("documented", "printed"),
    [
        (("one",), "one\n"),
        (("one",), "one"),
        ((), ""),
        (("o…e",), "one\n"),
        (("one", "…"), "one\ntwo\nthree\n"),
        (("…", "three"), "one\ntwo\nthree\n"),
        (("one", "…"), "one\n"),
    ],
)
def test_dots_stand_for_what_is_left_out(documented: tuple[str, ...], printed: str) -> None:
    assert agree(documented, printed)


@pytest.mark.parametrize(
    ("documented", "printed"),
    [
        (("one",), "one\ntwo\n"),
        (("one",), ""),
        ((), "one\n"),
        (("o…e",), "ones\n"),
        (("o…",), "one\ntwo\n"),
        (("one", "…", "three"), "one\ntwo\n"),
        (("[a]",), "a\n"),
    ],
)
def test_nothing_else_is_taken_for_what_is_said(documented: tuple[str, ...], printed: str) -> None:
    assert not agree(documented, printed)
