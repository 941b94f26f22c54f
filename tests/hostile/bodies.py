"""The corpus: every kind of hostile request, made by a seed."""

import gzip
import json
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from typing import NamedTuple
from urllib.parse import quote, urlencode

from tests.fuzz.mutations import mutate
from tests.hostile.patterns import nearly_matching, patterns
from tests.integration.texts import report_text

CHECK = "/v1/check"
STORE = "/v1/agencies/hostile/reports"
HEAD = "某局2024年政府信息公开工作年度报告\n一、总体情况\n"
SIZES = (300, 2_000, 2_000, 8_000, 8_000, 30_000)
HUGE = 9 * 1024 * 1024
_INJECTIONS = (
    "'; DROP TABLE reports; --", '" OR 1=1 --', "%s%s%s", "%(agency_id)s", "$1", "\\x00", "\0",
    "'||pg_sleep(60)||'", "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "<img src=x onerror=x>",
    "../../etc/passwd", "\r\nSet-Cookie: a=b", "\u202e\u200b\ufeff", "\ud83d\ude00",
    "e\u0301" * 500, "\ufffe\uffff", "\x1b[2J\x07", "¤" * 3000, "-0", "1e999999", "NaN",
    "9" * 5_000,
)  # fmt: skip
_NUMBERS = (
    "9" * 400, "9" * 30_000, "0" * 30_000 + "1", "9" * 40 + "." + "9" * 40, "1,234," * 3_000,
    "-" * 2_000 + "1", "1e400", "９" * 500, "亿" * 900, "一" * 900, "九千万亿" * 300, "1/0", "0x7f",
    "99999999999999999999万元", "2024年13月45日", "9999年99月99日", "1" + "\u0301" * 2_000,
)  # fmt: skip
_NESTED = (
    "<div>",
    "<table><tr><td>",
    "<ul><li>",
    "<b>",
    "（",
    "《",
    "[",
    '{"a":',
    "“",
    "<a href='",
)
_ENDLESS = (
    "<a ", "<!--", "<![CDATA[", "&", "&#", "&#9999999;", "&amp", "</", "<td", "<td>1", "|", "|1",
    "\n", "\r", "\t", " ", "　", "一、", "第", "1 ", "1\n", "年", "a", "\u0301", "\U0001f600",
    "<p>", "<script>", "<style>a{", "<span style='display:none'>", "总计 ", "一、总体情况\n",
    "（一）", "一是五是", "办【676〕第17", "国办〔年年0 】年0 |", "解读率达到0%\n", "收到申请1件，",
)  # fmt: skip


class Body(NamedTuple):
    """A request; `kind` is for the sentence of a failure."""

    kind: str
    path: str
    data: bytes
    headers: dict[str, str]
    method: str = "POST"


def bodies(seed: int, count: int) -> Iterator[Body]:
    """Yield so many requests, of each kind in turn; the same seed gives the same ones."""
    rng = Random(seed)
    makers = [maker(rng) for maker in KINDS]
    everything = (next(maker) for _ in range(count) for maker in makers)
    return islice(everything, count)


def _text(kind: str, text: str, rng: Random, path: str = CHECK) -> Body:
    media_type = rng.choice(("text/plain", "text/html", "text/markdown"))
    return Body(kind, path, text.encode(errors="replace"), {"Content-Type": media_type})


def _repeated(unit: str, size: int) -> str:
    return (unit * (size // max(1, len(unit)) + 1))[:size]


def near_matches(rng: Random) -> Iterator[Body]:
    """Repeat what each pattern nearly matches, one pattern after the other."""
    while True:
        for pattern in patterns():
            unit = nearly_matching(pattern, rng) + rng.choice(("", "", "\n", "，", "|", " "))
            text = HEAD + _repeated(unit, rng.choice(SIZES))
            yield _text(f"near matches of {pattern.pattern[:60]!r}", text, rng)


def endless(rng: Random) -> Iterator[Body]:
    """Repeat one sign, now and then up to the limit of a body."""
    while True:
        for unit in _ENDLESS:
            size = HUGE // len(unit.encode()) if rng.random() < 0.02 else rng.choice(SIZES)
            yield _text(f"endless {unit!r}", HEAD + _repeated(unit, size), rng)


def nested(rng: Random) -> Iterator[Body]:
    """Open without closing, in texts and in JSON."""
    while True:
        for opening in _NESTED:
            deep = opening * rng.choice((50, 1_000, 5_000))
            yield _text(f"nested {opening!r}", HEAD + deep, rng)
            document = f'{{"text": {deep}'.encode()
            yield Body("nested JSON", CHECK, document, {"Content-Type": "application/json"})


def bombs(rng: Random) -> Iterator[Body]:
    """Compress what grows, and what is no compressed data."""
    report = report_text().encode()
    headers = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
    while True:
        size = rng.choice((100_000, 5_000_000, 60_000_000))
        bomb = gzip.compress(rng.choice((b"\0", b" ", b"\n", b"1")) * size)
        data = rng.choice(
            (
                bomb,
                gzip.compress(bomb),
                gzip.compress(report) * rng.choice((2, 200, 3_000)),
                gzip.compress(report)[: rng.randint(1, 900)],
                gzip.compress(b"") * rng.choice((10, 2_000, 50_000)),
                gzip.compress(report) + rng.randbytes(99),
                b"\x1f\x8b" + rng.randbytes(2_000),
                report,
            )
        )
        yield Body("a bomb", CHECK, data, headers)


def encodings(rng: Random) -> Iterator[Body]:
    """Break bytes of every encoding, and declare others than there are."""
    while True:
        text = report_text(received=rng.randrange(9)) if rng.random() < 0.5 else HEAD * 20
        codec = rng.choice(
            ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "utf-32", "utf-7")
        )
        data = bytearray(text.encode(codec))
        for _ in range(rng.choice((0, 1, 5, 200))):
            data[rng.randrange(len(data))] = rng.choice(
                (0, 0x80, 0xC0, 0xED, 0xFF, rng.randrange(256))
            )
        cut = rng.choice((0, 0, 1, 2, 3, 1_000))
        declared = rng.choice(
            ("utf-8", "gbk", "utf-16", "big5", "utf-7", "\xff", "a" * 300, "idna")
        )
        kind = f"text/plain; charset={declared}"
        body = bytes(data[: len(data) - cut]) + rng.choice((b"", rng.randbytes(50)))
        yield Body("an encoding", CHECK, body, {"Content-Type": kind})


def numbers(rng: Random) -> Iterator[Body]:
    """Put huge and odd numbers where numbers stand."""
    while True:
        for number in _NUMBERS:
            text = report_text(received=7).replace("| 7 |", f"| {number} |")
            text = text.replace("申请7件", f"申请{number}件")
            yield _text(f"the number {number[:20]}", text, rng, rng.choice((CHECK, STORE)))
            document = f'{{"text": {number}}}'.encode()
            yield Body("a number in JSON", CHECK, document, {"Content-Type": "application/json"})
            query = urlencode({"year": number[:2_000]})
            yield Body("a number as year", f"{CHECK}?{query}", b"a", {"Content-Type": "text/plain"})


def controls(rng: Random) -> Iterator[Body]:
    """Strew control characters over a report."""
    strewn = [chr(code) for code in (*range(32), *range(127, 160))]
    strewn += ["\u2028", "\u202e", "\u200d", "\ufeff", "\ufffd", "\ue000", "\U0010ffff", "\u0300"]
    while True:
        letters = list(report_text())
        for _ in range(rng.choice((1, 10, 500))):
            letters.insert(rng.randrange(len(letters)), rng.choice(strewn))
        yield _text("control characters", "".join(letters), rng, rng.choice((CHECK, STORE)))


def injections(rng: Random) -> Iterator[Body]:
    """Write SQL, HTML and the like into every field that there is."""
    report = report_text()
    plain, json_type = {"Content-Type": "text/plain"}, {"Content-Type": "application/json"}
    while True:
        for said in _INJECTIONS:
            word = quote(said.encode(errors="replace")[:900])
            for old in (
                "江原县档案局",
                "总体情况",
                "| 3 |",
                "办事指南",
                "2025年1月20日",
                "信息内容",
            ):
                yield _text(f"{said[:20]!r} in a text", report.replace(old, said), rng, STORE)
            query = urlencode({"include": said[:500]}, errors="replace")
            yield Body("an agency id", f"/v1/agencies/{word}/reports", report.encode(), plain)
            yield Body("a parameter", f"{STORE}?{query}", report.encode(), plain)
            yield Body("a key", STORE, report.encode(), {**plain, "Idempotency-Key": word[:300]})
            yield Body(
                "a condition", STORE, report.encode(), {**plain, "If-Match": f'"{word[:300]}"'}
            )
            document = json.dumps({"name": said, "other_names": [said], "division": said})
            yield Body("a name", "/v1/agencies/hostile", document.encode(), json_type, "PUT")
            document = json.dumps({"text": said * 20, said: said})
            yield Body("a field", CHECK, document.encode(), json_type)
            yield _form(said, report)


def _form(said: str, report: str) -> Body:
    name = said.encode(errors="replace").replace(b'"', b"").replace(b"\r\n", b"")[:3_000]
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n'
    data = head + report.encode() + b"\r\n--x--\r\n"
    return Body("a file name", STORE, data, {"Content-Type": "multipart/form-data; boundary=x"})


def forms(rng: Random) -> Iterator[Body]:
    """Send forms of very many parts, without an end, or with no sense at all."""
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    while True:
        kind = rng.choice(("x", "", "x" * 5_000, "-", '"', "\xe9"))
        data = rng.choice(
            (
                part * rng.choice((2, 17, 5_000)) + b"--x--\r\n",
                part * 3,
                b"--x\r\n" * 10_000,
                b"--x\r\n" + b"A: b\r\n" * 20_000 + b"\r\nc\r\n--x--\r\n",
                b"--x\r\nA: " + b"b" * 500_000,
                b"\r\n--x" * 100_000,
                rng.randbytes(3_000),
            )
        )
        yield Body("a form", CHECK, data, {"Content-Type": f"multipart/form-data; boundary={kind}"})


def structures(rng: Random) -> Iterator[Body]:
    """Send JSON that takes far more memory than bytes."""
    while True:
        unit = rng.choice((b"[],", b"{},", b'{"a":1},', b'"",', b"1,", b'"\\ud800",', b'\\"', b" "))
        size = rng.choice((3_000, 100_000, 3_000_000))
        data = rng.choice((b'{"text":[', b"[", b'{"text":"')) + unit * (size // len(unit))
        yield Body("JSON of many parts", CHECK, data, {"Content-Type": "application/json"})


def damaged(rng: Random) -> Iterator[Body]:
    """Damage correct reports as the fuzzer does."""
    report = report_text().encode()
    while True:
        data = mutate(report, report, rng)
        path = rng.choice((CHECK, f"{CHECK}?include=provenance,text", STORE))
        yield Body("a damaged report", path, data, {"Content-Type": "text/plain"})


KINDS: tuple[Callable[[Random], Iterator[Body]], ...] = (
    near_matches, near_matches, near_matches, endless, nested, bombs, encodings, numbers, controls,
    injections, injections, forms, structures, damaged,
)  # fmt: skip
