"""Secrets are long, told by their beginning and stored as a hash."""

import base64
from hashlib import sha256

from service.keys.secret import PREFIX, SECRET, digest, new_secret


def test_a_secret_has_256_random_bits_behind_its_prefix() -> None:
    secret = new_secret()
    assert SECRET.fullmatch(secret)
    assert len(base64.urlsafe_b64decode(secret.removeprefix(PREFIX) + "=")) == 32
    assert len({new_secret() for _ in range(100)}) == 100


def test_what_is_stored_is_the_hash_of_the_whole() -> None:
    secret = new_secret()
    assert digest(secret) == sha256(secret.encode("ascii")).digest()
