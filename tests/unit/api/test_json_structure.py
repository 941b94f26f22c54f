"""A JSON document is simple, or it is refused before memory is taken for it."""

import json
import time
from contextlib import suppress

import pytest
from werkzeug.exceptions import BadRequest

from service.api.json_structure import MOST_BESIDE_STRINGS, require_simple


@pytest.mark.parametrize(
    "document",
    [
        {"text": "[[[[{{{{" * 50_000},
        {"text": 'a "quotation" \\ and [brackets] \\" [[[['},
        [[[]], {"a": [{}]}],
        {"names": [str(number) for number in range(2_000)]},
    ],
)
def test_what_stands_in_strings_does_not_count(document: object) -> None:
    require_simple(json.dumps(document).encode(), 4)
    require_simple(json.dumps(document, indent=4, ensure_ascii=False).encode(), 4)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":', b"[ \n"])
def test_what_is_nested_too_deep_is_refused(opening: bytes) -> None:
    levels = opening.count(b"[") + opening.count(b"{")
    require_simple(opening * 4, 4 * levels)
    with pytest.raises(BadRequest, match="levels"):
        require_simple(opening * 4, 4 * levels - 1)


@pytest.mark.parametrize("part", [b"[],", b"1,", b" ", b"]", b'"",', b'"a":{},'])
def test_what_has_too_many_parts_is_refused(part: bytes) -> None:
    with pytest.raises(BadRequest, match="beside"):
        require_simple(part * (MOST_BESIDE_STRINGS + 1), 4)


@pytest.mark.parametrize("part", [b'"', b'\\"', b"\\", b'"\\', b'\\""'])
def test_quotation_marks_without_an_end_take_no_time(part: bytes) -> None:
    began = time.process_time()
    with suppress(BadRequest):
        require_simple(b'"' + part * 1_000_000, 4)
    assert time.process_time() - began < 5
