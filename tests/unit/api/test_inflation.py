"""gzip data within limits of size and of work."""

import gzip
import random
import zlib

import pytest
from werkzeug.exceptions import BadRequest

from service.api.inflation import MOST_MEMBERS, inflate
from service.errors import TooLarge
from service.limits import ANY_RATIO

LIMIT, RATIO = 300_000, 2_000
NOISE = random.Random(5).randbytes(200_000)


@pytest.mark.parametrize("data", [b"", b"a", NOISE, b"0" * LIMIT], ids=["no", "one", "noise", "0"])
@pytest.mark.parametrize("padding", [b"", b"\0", b"\0" * 512])
def test_what_was_compressed_comes_back(data: bytes, padding: bytes) -> None:
    assert inflate(gzip.compress(data) + padding, LIMIT, RATIO) == data


def test_members_are_joined_as_gzip_joins_them() -> None:
    data = b"".join(gzip.compress(part) for part in (NOISE[:70_000], b"", NOISE[70_000:]))
    assert inflate(data, LIMIT, RATIO) == gzip.decompress(data) == NOISE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no",
        gzip.compress(NOISE)[:-1],
        gzip.compress(NOISE)[:-9] + b"\0" * 8,
        gzip.compress(b"a") + b"rest",
        gzip.compress(b"a") + b"\0rest",
        zlib.compress(b"a"),
    ],
    ids=["nothing", "words", "cut", "wrong sum", "rest", "rest behind zeros", "zlib"],
)
def test_what_is_no_gzip_data_is_malformed(data: bytes) -> None:
    with pytest.raises(BadRequest, match="gzip"):
        inflate(data, LIMIT, RATIO)


@pytest.mark.parametrize("size", [LIMIT + 1, 50_000_000])
def test_no_more_than_the_limit_is_inflated(size: int) -> None:
    with pytest.raises(TooLarge, match=str(LIMIT)):
        inflate(gzip.compress(b"0" * size), LIMIT, RATIO)
    assert len(inflate(gzip.compress(b"0" * LIMIT), LIMIT, RATIO)) == LIMIT


def test_the_limit_is_that_of_all_members_together() -> None:
    with pytest.raises(TooLarge):
        inflate(gzip.compress(b"0" * (LIMIT // 2 + 1)) * 2, LIMIT, RATIO)


def test_very_many_members_are_refused_before_they_are_read() -> None:
    assert inflate(gzip.compress(b"") * MOST_MEMBERS, LIMIT, RATIO) == b""
    with pytest.raises(BadRequest, match="members"):
        inflate(gzip.compress(b"") * (MOST_MEMBERS + 1), LIMIT, RATIO)


def test_what_grows_more_than_so_many_times_is_refused() -> None:
    data = gzip.compress(b"0" * LIMIT)
    grown = LIMIT // len(data)
    assert len(inflate(data, LIMIT, grown + 1)) == LIMIT
    with pytest.raises(TooLarge, match=str(len(data) * (grown - 1))):
        inflate(data, LIMIT, grown - 1)


def test_a_little_may_grow_as_it_likes() -> None:
    assert len(inflate(gzip.compress(b" " * ANY_RATIO), LIMIT, 1)) == ANY_RATIO
