"""
Secrets: what a caller sends with each request, and how it is known again.

A secret is 256 random bits, so its plain SHA-256 is as safe to store as a slow hash: nobody can
try out that many, and nothing about it can be guessed. A slow hash is for what people make up.
"""

import re
import secrets
from hashlib import sha256
from typing import Final

PREFIX: Final = "nianbao_"  # so that people, and programs that look for lost secrets, know it
RANDOM_BYTES: Final = 32
SECRET: Final = re.compile(PREFIX + "[A-Za-z0-9_-]{43}")
KEY_ID: Final = re.compile("[0-9a-f]{16}")
_ID_BYTES: Final = 8


def new_secret() -> str:
    """Return a new secret, 51 characters."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def new_key_id() -> str:
    """Return the id of a new key, which is no secret."""
    return secrets.token_hex(_ID_BYTES)


def digest(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return sha256(secret.encode()).digest()
