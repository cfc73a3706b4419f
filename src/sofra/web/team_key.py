"""The key of a mobile team while its names are open: in a cookie of this browser only, sealed, for half an hour."""

import json
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sofra.work.outreach import opens

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

COOKIE = "sofra_team"
SECONDS = 30 * 60
PATH = "/outreach/"


def key_of(request: HttpRequest, team: str) -> bytes | None:
    """The key with which this person opened this team in this session; None when it is not open (any more).

    After a new passphrase, set by a colleague, it is open no more.
    """
    from cryptography.fernet import InvalidToken

    try:
        said = json.loads(_box().decrypt(request.COOKIES.get(COOKIE, "").encode(), ttl=SECONDS))
    except InvalidToken:
        return None
    mine = said["team"] == team and said["who"] == request.user.get_username()
    if not mine or said["session"] != request.session.session_key:
        return None
    key = bytes.fromhex(said["key"])
    return key if opens(team, key) else None


def keep_open(request: HttpRequest, answer: HttpResponse, team: str, key: bytes) -> HttpResponse:
    """The answer with the key for another half an hour; the server keeps nothing of it, and no cache the page."""
    said = {
        "team": team,
        "who": request.user.get_username(),
        "session": request.session.session_key,
        "key": key.hex(),
    }
    token = _box().encrypt(json.dumps(said).encode()).decode()
    answer.set_cookie(
        COOKIE,
        token,
        max_age=SECONDS,
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def shut(answer: HttpResponse) -> HttpResponse:
    """The answer with the key thrown away."""
    answer.delete_cookie(COOKIE, path=PATH)
    return answer


def _box() -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sofra mobile team").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(urlsafe_b64encode(drawn))
