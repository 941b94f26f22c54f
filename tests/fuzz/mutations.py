"""Ways in which a text is damaged, all of them decided by a source of chance."""

from collections.abc import Callable
from random import Random

_MOST_DAMAGES = 4
_LONGEST = 60_000
_PARTING = ("|", "\t", " ", "\n", "\n\n", "　", "", ",", "，", "/", "</td><td>", "\r\n")
_INJECTED = (
    "0", "7", "12件", "1,234", "3/5", "+3/-2", "-5", "2.5", "约300", "５", "九", "0000000",
    "365bet", "\0", "\ufffd", "\ufeff", "|", "\t", "\n", "<tr><td>", "</td>", "<!--", "&nbsp;",
    "（", "）", "。",
    "总计", "其他", "第5页", "— 3 —", "一、", "2023年", "万元", "亿", "增加", "规章", "三、",
    "予以公开", "二、上年结转政府信息公开申请数量", "信息内容",
)  # fmt: skip
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5")
Damage = Callable[[str, str, Random], str]


def mutate(data: bytes, other: bytes, rng: Random) -> bytes:
    """Return `data` with some damage, at times with parts of `other`, or bytes by chance alone."""
    if rng.random() < 0.02:
        return rng.randbytes(rng.randint(1, 3000))
    text, second = _text(data), _text(other)
    for _ in range(rng.randint(1, _MOST_DAMAGES)):
        text = rng.choice(DAMAGES)(text, second, rng)[:_LONGEST]
    encoding = "utf-8" if rng.random() < 0.8 else rng.choice(_ENCODINGS)
    damaged = text.encode(encoding, errors="ignore")
    return _swap_bytes(damaged, rng) if rng.random() < 0.03 else damaged


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def _swap_bytes(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _stretch(text: str, rng: Random, most: int = 400) -> tuple[int, int]:
    start = rng.randint(0, len(text))
    return start, min(len(text), start + rng.randint(0, most))


def cut(text: str, other: str, rng: Random) -> str:
    """Keep the beginning or the end."""
    at = rng.randint(0, len(text))
    return text[:at] if rng.random() < 0.5 else text[at:]


def take_out(text: str, other: str, rng: Random) -> str:
    """Lose a stretch."""
    start, end = _stretch(text, rng, max(1, len(text) // 3))
    return text[:start] + text[end:]


def splice(text: str, other: str, rng: Random) -> str:
    """Go on with another report."""
    return text[: rng.randint(0, len(text))] + other[rng.randint(0, len(other)) :]


def insert_other(text: str, other: str, rng: Random) -> str:
    """Put a stretch of another report in."""
    at = rng.randint(0, len(text))
    start, end = _stretch(other, rng)
    return text[:at] + other[start:end] + text[at:]


def duplicate(text: str, other: str, rng: Random) -> str:
    """Repeat a stretch, now and then very often."""
    start, end = _stretch(text, rng, 120)
    times = rng.choice((2, 2, 2, 3, 200))
    return text[:start] + text[start:end] * times + text[end:]


def delete_lines(text: str, other: str, rng: Random) -> str:
    """Lose a few lines."""
    lines = text.split("\n")
    for _ in range(rng.randint(1, 3)):
        if lines:
            del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def swap_lines(text: str, other: str, rng: Random) -> str:
    """Change two lines for each other."""
    lines = text.split("\n")
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def inject(text: str, other: str, rng: Random) -> str:
    """Put digits, marks, tags or labels in."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(_INJECTED) + text[at:]
    return text


def part_otherwise(text: str, other: str, rng: Random) -> str:
    """Part the cells of a stretch by something else."""
    start, end = _stretch(text, rng, 800)
    old, new = rng.choice(_PARTING[:5]), rng.choice(_PARTING)
    return text[:start] + text[start:end].replace(old, new) + text[end:]


def change_characters(text: str, other: str, rng: Random) -> str:
    """Take single characters for others that the text has."""
    characters = list(text)
    for _ in range(rng.randint(1, 8)):
        if characters:
            characters[rng.randrange(len(characters))] = rng.choice(characters)
    return "".join(characters)


def join_lines(text: str, other: str, rng: Random) -> str:
    """Put everything on one line, as a crawler does."""
    return text.replace("\n", rng.choice(("", " ")))


DAMAGES: tuple[Damage, ...] = (
    cut, take_out, splice, insert_other, duplicate, delete_lines, swap_lines, inject, inject,
    part_otherwise, change_characters, join_lines,
)  # fmt: skip
