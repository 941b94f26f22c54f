"""Making a failing input small, so that a person can look at it."""

from collections.abc import Callable

_MOST_TRIES = 400


def shrink(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Return a part of `data` of which `fails` still holds; it is a few hundred tries at most."""
    try:
        text = data.decode()
    except UnicodeError:
        return data
    tries = 0
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text) and tries < _MOST_TRIES:
            tries += 1
            shorter = text[:at] + text[at + size :]
            if fails(shorter.encode()):
                text = shorter
            else:
                at += size
        size //= 2
    return text.encode()
