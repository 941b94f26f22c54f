"""
docs/settings.md, made of the code.

What a setting means is what the class that holds it says of it. What it may be is what the service
says when it is something else, so the page also shows that a wrong one is named.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from service.config import Settings
from service.errors import ConfigurationError
from service.limits import Limits

HEAD = """\
# Settings

Made of the code by `make docs`.
All settings are variables of the environment, read once, at the start.
One that is empty counts as unset; a wrong one ends the start with a line that names it.

## The service

"""
LIMITS = """
## Limits

They are integers.
[operations.md](operations.md) says what a caller sees beyond each, and which test holds it.

"""
NONSENSE = "\N{SNOWMAN} nonsense"


def page() -> str:
    """Return the page."""
    service = [each for each in fields(Settings) if each.name != "limits"]
    return HEAD + _table(Settings, service) + LIMITS + _table(Limits, list(fields(Limits)))


def meanings(owner: type) -> dict[str, str]:
    """Return what a class says of its fields: `name`: meaning, or `name`, `other`: meaning."""
    entries = re.findall(
        r"^ +((?:`\w+`(?:, )?)+): (.+(?:\n +[^ `\n].*)*)", owner.__doc__ or "", re.MULTILINE
    )
    return {
        name: re.sub(r"`[a-z]+_[a-z_]+`", lambda at: at[0].upper(), " ".join(meaning.split()))[:-1]
        for names, meaning in entries
        for name in re.findall(r"`(\w+)`", names)
    }


def _table(owner: type, settings: list[Field[Any]]) -> str:
    told = meanings(owner)
    lines = ["| variable | means | may be | default |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{each.name.upper()}` | {told[each.name]} | {_allowed(each)} | {_default(each)} |"
        for each in settings
    ]
    return "\n".join(lines) + "\n"


def _default(setting: Field[Any]) -> str:
    value = setting.default
    return "none" if value is None or value == () else f"`{value}`"


def _allowed(setting: Field[Any]) -> str:
    refused = refusal(setting.name.upper(), NONSENSE)
    if refused is None or " must be " not in refused:
        return "a folder" if setting.type is Path else "any text"
    [told] = re.findall(r" must be (?:an integer from )?(.*?)(?:, not '.*')?$", refused)
    return str(told)


def refusal(name: str, value: str) -> str | None:
    """Return what the service says of a setting of that value; None where it takes it."""
    with _environment(name, value):
        try:
            Settings.from_environment()
        except ConfigurationError as error:
            return str(error)
    return None


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
