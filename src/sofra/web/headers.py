"""Headers that keep a page to its own files: no foreign script, no frame, no leak of the address."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase

from sofra.store import queries

Answer = Callable[[HttpRequest], HttpResponseBase]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"


def own_files_only(get_response: Answer) -> Answer:
    """Middleware: the content policy of every page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        page = get_response(request)
        page.headers.setdefault("Content-Security-Policy", policy())
        page.headers.setdefault("Referrer-Policy", "same-origin")
        return page

    return answer


def policy() -> str:
    """The policy, with the server of background pictures where the workspace names one, and only its pictures."""
    tiles = queries.workspace().tiles
    if tiles is None:
        return POLICY
    address = urlsplit(tiles.address)
    host = address.netloc.replace("{s}", "*")
    return POLICY.replace("img-src 'self'", f"img-src 'self' {address.scheme}://{host}")
