"""Names and addresses that only a team can open: sealed under a key that is made from the team's passphrase."""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from sofra.types.errors import NotAllowed, SourceError, stop

SALT, NONCE, KEY = 16, 12, 32
COST = 2**17
"""scrypt's N with r = 8, p = 1: 128 MB and some 0.4 seconds for every guess (OWASP's password storage advice)."""

LEAST_LETTERS = 14
PADDED = 256
"""A sealed text is as long as the next multiple of so many bytes, so that its length tells no name."""

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Lock:
    """What is kept so that a passphrase can be tried: salt, cost and a sealed word. It opens nothing by itself."""

    salt: str
    cost: int
    word: str


def new_lock(passphrase: str, owner: str, cost: int = COST) -> tuple[Lock, bytes]:
    """A lock for this passphrase, and the key that it stands for; `owner` is whose it is.

    The key is kept nowhere: without the passphrase nothing that was sealed with it can ever be read again. Raises
    SourceError for a passphrase of fewer than 14 letters.
    """
    if len(passphrase.strip()) < LEAST_LETTERS:
        raise stop(SourceError, "passphrase_short", n=LEAST_LETTERS)
    salt = secrets.token_bytes(SALT)
    key = _derived(passphrase, salt, cost)
    return Lock(b64encode(salt).decode(), cost, seal({"is": CHECK}, key, f"{owner}/{CHECK}")), key


def unlock(passphrase: str, lock: Lock, owner: str) -> bytes:
    """The key of a lock. Raises NotAllowed for a wrong passphrase."""
    key = _derived(passphrase, b64decode(lock.salt), lock.cost)
    open_sealed(lock.word, key, f"{owner}/{CHECK}")
    return key


def seal(said: Mapping[str, object], key: bytes, whose: str) -> str:
    """A mapping as a sealed text (AES-256-GCM, a new nonce each time); it opens only for the same `whose`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    plain = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    plain += b" " * (-len(plain) % PADDED)
    nonce = secrets.token_bytes(NONCE)
    return b64encode(nonce + AESGCM(key).encrypt(nonce, plain, whose.encode())).decode()


def open_sealed(sealed: str, key: bytes, whose: str) -> dict[str, object]:
    """What was sealed. Raises NotAllowed when the key is not the one, or the text was changed or moved."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = b64decode(sealed)
    try:
        plain = AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], whose.encode())
    except InvalidTag as wrong:
        raise stop(NotAllowed, "passphrase_wrong") from wrong
    return dict(json.loads(plain))


def _derived(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=KEY, n=cost, r=8, p=1).derive(" ".join(passphrase.split()).encode())
