"""What each member of a representation says, in its unit; a test holds this against the schemas."""

from service.model.finding import Origin, Severity
from service.model.problem import ProblemKind

MEMBERS: dict[str, dict[str, str]] = {
    "ReportSchema": {
        "agency_id": "The id under which the caller sent it; null where it was only checked.",
        "year": "The report year, which the title, the period or the prose names, else `?year=` "
        "of the request.",
        "revision": "Counted from 1 for each upload of other bytes; null where it was only "
        "checked.",
        "format": "The national format: that of the tables, else of the document cited, else of "
        "the year; null where a school keeps to rules of its own. `pre2019` has sections and "
        "figures only.",
        "title": "The report's title without line breaks and blanks.",
        "agency_name": "The name of the organ, as title, introduction or signature have it.",
        "period": "The statistical period that the report states.",
        "signed_on": "The day of the signature.",
        "source": "The bytes received.",
        "sections": "The sections in the order of the text.",
        "disclosure": "Table two, of section two: rows by code, cells by column.",
        "applications": "Table three, of section three: rows by code, cells by column.",
        "review": "Table four, of section four: groups by code, cells by column.",
        "narrative": "The figures that the prose states, in reading order.",
        "problems": "What is printed and could not be read or placed with certainty, in reading "
        "order.",
        "findings": "What the rules found, in reading order; what has no place comes last.",
        "checks": "How the rules fared.",
        "received_at": "When the revision arrived, UTC; null where it was only checked.",
        "provenance": "With `include=provenance`: where each value is printed, under the JSON "
        "Pointer of the value.",
        "text": "With `include=text`: the whole decoded text.",
    },
    "PeriodSchema": {
        "start": "Its first day; null where none is printed or the day does not exist.",
        "end": "Its last day; null likewise.",
    },
    "SourceSchema": {
        "sha256": "SHA-256 of the bytes, after inflation and out of their envelope, in "
        "hexadecimal digits.",
        "bytes": "How many they are.",
        "media_type": "The type that the request named.",
        "encoding": "What they turned out to be in, as Python names it: `utf-8`, `utf-16-le`, "
        "`gb18030`.",
        "filename": "The name of the file in a form; null where none was sent.",
    },
    "SectionSchema": {
        "number": "That of the standard section, 1 to 6; 0 for none of them.",
        "title": "The printed title without its number.",
        "heading": "The heading as printed.",
        "place": "Where the heading stands.",
    },
    "PlaceSchema": {
        "line": "The line of the decoded text, from 1.",
        "column": "The character of the line, from 1.",
        "start": "The first character of the decoded text, from 0.",
        "end": "The character behind the last one, from 0.",
        "quote": "What stands there; personal numbers are masked, and 2,000 characters are the "
        "most.",
    },
    "FigureSchema": {
        "figure": "What is counted: a code of [the list below](#figures-of-the-prose).",
        "value": "The exact decimal: `1490万` is `14900000`, and 99.75% is `99.75`.",
        "unit": "The measure word or sign printed behind the number; null where none is.",
        "section": "The number of the section; 0 for what stands before the first.",
        "quote": "The clause that says what is counted.",
        "place": "Where that clause stands.",
    },
    "ProblemSchema": {
        "kind": "[What was met](#kinds-of-problems).",
        "message": "One English sentence: what was met, and what was done about it.",
        "pointer": "The JSON Pointer of the cell, row or table concerned; null where none is "
        "known.",
        "printed": "What is printed there.",
        "place": "Where; null where it is about the whole.",
    },
    "FindingSchema": {
        "rule": "The code of [the rule](../rules/README.md), which never changes its meaning.",
        "name": "Its name.",
        "version": "The version of its meaning.",
        "severity": "[How sure and how grave](#severities); it may be less than the rule's.",
        "message": "The finding in one sentence.",
        "pointer": "The JSON Pointer of the value or part concerned.",
        "place": "Where it is printed; null for what is missing.",
        "expected": "What should stand there, as text.",
        "actual": "What stands there, as text.",
        "operands": "The values that entered the comparison.",
        "origin": "[Whose fault it is](#origins).",
        "basis": "The article or document that asks for it.",
        "fingerprint": "16 hexadecimal digits, the same for the same fault at the same place with "
        "the same values, also in a later revision.",
    },
    "MessageSchema": {"zh": "In Chinese.", "en": "In English."},
    "OperandSchema": {
        "pointer": "The JSON Pointer of the value; that of another year's report is led by the "
        "year: `2023#/applications/carried_out/total`.",
        "value": "The value: a count, an amount as a string, or null.",
    },
    "ChecksSchema": {
        "rule_set": "The version of the rules that judged.",
        "passed": "How many rules hold.",
        "failed": "How many rules have findings.",
        "truncated": "Whether there are more findings than the 1,000 that are listed.",
        "not_applicable": "The rules that could not be applied.",
    },
    "InapplicableSchema": {"rule": "The code of the rule.", "reason": "Why."},
}

SEVERITIES: dict[Severity, str] = {
    Severity.ERROR: "Certainly wrong, or a required part is missing.",
    Severity.WARNING: "Probably wrong; a person should look.",
    Severity.INFO: "Differs from the standard wording or style, or is worth a note.",
}

ORIGINS: dict[Origin, str] = {
    Origin.SOURCE: "The fault is the report's: it is printed so.",
    Origin.EXTRACTION: "It may be the reading's, or that of the program that took the text out of "
    "its file: look at the original before you ask for a correction.",
}

KINDS: dict[ProblemKind, str] = {
    ProblemKind.NUMBER_NOT_PLACED: "A number stands in a table where no label or column says "
    "whose it is. It is in no cell.",
    ProblemKind.SPLIT_BY_SUM: "Digits run together were taken apart in the one way that makes the "
    "row add up. The cells have values; they were inferred.",
    ProblemKind.UNREADABLE_CELL: "Something is printed that reads as no number of that column. "
    "The cell is null.",
    ProblemKind.COLUMN_UNKNOWN: "The numbers of a row are there, but not which columns are "
    "theirs. Its cells are null.",
    ProblemKind.UNIT_NOT_PRINTED: "An amount has no unit, neither beside it nor in its heading. "
    "The cell is null.",
    ProblemKind.DOUBLE_VALUE: "Numbers beside one label do not stand together as a row. None was "
    "taken.",
    ProblemKind.TEXT_ENDS_IN_TABLE: "The text ends within the row; the rest may be missing. The "
    "cells are null.",
    ProblemKind.DOUBTFUL_ENCODING: "The bytes hold replacement characters or NULs, or end within "
    "a character.",
    ProblemKind.SECOND_REPORT: "A second report begins here. It is not read.",
    ProblemKind.TOO_MANY_NUMBERS: "More numbers than any report has. What is behind is not read.",
    ProblemKind.TEXT_TOO_LONG: "More characters than any report has. What is behind is not read.",
}
