"""
`nianbao check`: files in, findings out, no database.

A finding looks as a compiler's message does: the file with line and column, the rule,
the sentence, and the line of the report with the place marked below it.
With `provenance` every value follows with the place where it is printed.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unicodedata import combining, east_asian_width

from service.api.causes import describe
from service.api.inclusions import NOTHING, PROVENANCE, appended, of_judged
from service.api.problems import UNREADABLE_FILE
from service.api.provenance import spans
from service.api.representation import render
from service.errors import IntakeError, TooLarge
from service.intake.checking import check
from service.json_text import as_json
from service.judging import Judged, Upload, media_type_of
from service.limits import Limits
from service.model.finding import Finding, Severity
from service.model.place import Place, Text
from service.model.report import Report

CLEAN: Final = 0
FAULTY: Final = 1
UNREADABLE: Final = 2
MOST_BYTES: Final = Limits().max_body_bytes  # what the service takes unless told otherwise
CONTEXT: Final = 40  # characters shown before and after the place; a report may be one line


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that holds no report; `problem` has the members of an API's error answer."""

    problem: dict[str, Any]


def main(paths: Sequence[str], *, ndjson: bool = False, provenance: bool = False) -> int:
    """
    Check each file, `-` being standard input, and say what was found on standard output.

    With `ndjson` every file gives one line: its representation, or a problem with `filename`.
    With `provenance` it is said of every value where it is printed.
    Returns 2 when a file is unreadable, else 1 when there are findings of severity error, else 0.
    """
    tally: Counter[str] = Counter()
    for path in paths:
        outcome = _check(path)
        lines = _ndjson_line if ndjson else _lines
        _write(lines(path, outcome, provenance=provenance))
        _count(tally, outcome)
    if not ndjson:
        _write(_summary(len(paths), tally))
    if tally["unreadable"]:
        return UNREADABLE
    return FAULTY if tally[Severity.ERROR] else CLEAN


def _check(path: str) -> Judged | Unreadable:
    try:
        name = None if path == "-" else Path(path).name
        return check(Upload(_read(path), media_type_of(name), filename=name))
    except OSError as error:
        return Unreadable(UNREADABLE_FILE.body(error.strerror or str(error)))
    except IntakeError as error:
        return Unreadable(describe(error))


def _read(path: str) -> bytes:
    """Return the bytes of a file; raise TooLarge rather than read a device without an end."""
    with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge(f"The file is larger than {MOST_BYTES} bytes.")
    return data


def _count(tally: Counter[str], outcome: Judged | Unreadable) -> None:
    if isinstance(outcome, Unreadable):
        tally["unreadable"] += 1
    else:
        tally.update(finding.severity for finding in outcome.checks.findings)


def _write(text: str) -> None:
    """Write UTF-8 whatever the locale is: the findings quote Chinese text."""
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()


def _ndjson_line(path: str, outcome: Judged | Unreadable, *, provenance: bool) -> str:
    if isinstance(outcome, Judged):
        members = of_judged(outcome, (PROVENANCE,) if provenance else NOTHING)
        return appended(render(outcome), members).decode() + "\n"
    return as_json(outcome.problem | {"filename": path}).decode() + "\n"


def _lines(path: str, outcome: Judged | Unreadable, *, provenance: bool) -> str:
    if isinstance(outcome, Unreadable):
        problem = outcome.problem
        looked_for = "".join(f"  = not found: {part}\n" for part in problem.get("missing", ()))
        return f"{path}: unreadable: {problem['detail']}\n{looked_for}\n"
    findings = [_finding(path, finding, outcome) for finding in outcome.checks.findings]
    if outcome.truncated:
        findings.append(f"{path}: more findings than these are left out\n\n")
    return "".join(findings) + (_provenance(path, outcome.report) if provenance else "")


def _provenance(path: str, report: Report) -> str:
    """Return a line for each value: where it is printed, its JSON Pointer, what is printed."""
    lines = []
    for pointer, span in spans(report):
        place = report.text.place(span)
        lines.append(f"{path}:{place.line}:{place.column}: {pointer} = {place.quote}")
    return "\n".join((*map(_printable, lines), "", ""))


def _finding(path: str, finding: Finding, judged: Judged) -> str:
    place = finding.place
    where = f"{path}:{place.line}:{place.column}" if place else path
    lines = [f"{where}: {finding.severity}[{finding.rule}] {finding.message.zh}"]
    if place:
        lines += _excerpt(judged.report.text, place)
    said = (("应为", finding.expected), ("实为", finding.actual))
    lines += [f"  = {word} {value}" for word, value in said if value is not None]
    lines.append(f"  = {finding.name}：{finding.basis}")
    return "\n".join(map(_printable, lines)) + "\n\n"


def _excerpt(text: Text, place: Place) -> list[str]:
    """Return the line of the report around the place, and a line that marks the place."""
    begin = place.start - (place.column - 1)
    end = text.content.find("\n", begin)
    line = text.content[begin : end if end >= 0 else None].rstrip("\r")
    marked_to = min(place.end - begin, len(line))
    first, last = max(place.column - 1 - CONTEXT, 0), min(marked_to + CONTEXT, len(line))
    before = _printable("…" * (first > 0) + line[first : place.column - 1])
    marked = _printable(line[place.column - 1 : marked_to])
    after = _printable(line[marked_to:last] + "…" * (last < len(line)))
    number = str(place.line)
    gutter = " " * len(number)
    carets = "^" * max(width(marked), 1)
    return [
        f"{gutter} |",
        f"{number} | {before}{marked}{after}",
        f"{gutter} | {' ' * width(before)}{carets}",
    ]


def width(text: str) -> int:
    """Return the number of columns that the text takes on a terminal; Chinese takes two each."""
    return sum(
        0 if combining(character) else 1 + (east_asian_width(character) in "WF")
        for character in text
    )


def _printable(text: str) -> str:
    """Return the text with blanks for tabs and the like: a file must not steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _summary(files: int, tally: Counter[str]) -> str:
    counts = ", ".join(f"{kind} {tally[kind]}" for kind in (*Severity, "unreadable"))
    return f"files {files}: {counts}\n"
