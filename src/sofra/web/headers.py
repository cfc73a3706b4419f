"""Headers that keep a page to its own files: no foreign script, no frame, no leak of the address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"


def own_files_only(get_response: Answer) -> Answer:
    """Middleware: the content policy of every page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        page = get_response(request)
        page.headers.setdefault("Content-Security-Policy", POLICY)
        page.headers.setdefault("Referrer-Policy", "same-origin")
        return page

    return answer
