"""The public directory: everybody reads it, no account, no script; one address for each language."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST

from sofra.packs.texts import LANGUAGES, texts
from sofra.resources.public import Listed, listed
from sofra.store import queries
from sofra.types.errors import NotFound, SofraError, stop
from sofra.web.context import LANGUAGE_NAMES
from sofra.web.notices import tell
from sofra.web.pages.directory import Words, cards, choices, matching, page, wish_of, without_hours
from sofra.web.pages.linked_data import linked_data, sitemap
from sofra.work.acts import actor_of
from sofra.work.directory import DIRECTORY, switch_directory
from sofra.work.policy import may


def front(request: HttpRequest) -> HttpResponse:
    """The directory in the language of the reader, else in the municipality's."""
    wish = translation.get_language_from_request(request) if request.headers.get("Accept-Language") else ""
    lang = wish if wish in LANGUAGES else queries.municipality().main_language
    return redirect("directory_list", lang=lang if lang in LANGUAGES else LANGUAGES[0])


def catalogue(request: HttpRequest, lang: str) -> HttpResponse:
    """The list of services with its search."""
    try:
        found = _found(request, lang)
    except SofraError as problem:
        return _stopped(request, problem, lang)
    words, wish = _words(lang), wish_of(request.GET.dict())
    fitting = matching(found, wish, words)
    shown = {
        "cards": cards(fitting, words), "wish": wish, "choices": choices(found, words),
        "left_out": without_hours(found, wish, words), **_frame(request, lang, ""),
        "searched": bool(request.GET),
    }  # fmt: skip
    return _spoken(request, "sofra/directory.html", shown, lang)


def service(request: HttpRequest, lang: str, id: str) -> HttpResponse:
    """One service: how to get in, what to bring, when, where, for whom, at what price."""
    try:
        one = next((one for one in _found(request, lang) if one.id == id), None)
        if one is None:
            raise stop(NotFound, "not_found", thing="service", id=id)
    except SofraError as problem:
        return _stopped(request, problem, lang)
    words, whose = _words(lang), texts(lang).name(queries.municipality().name)
    frame, seen = _frame(request, lang, id), page(one, words)
    data = linked_data(seen, municipality=whose, address=frame["canonical"], texts=words.texts)
    return _spoken(request, "sofra/directory_service.html", {"page": seen, "data": data, **frame}, lang)


def addresses(request: HttpRequest) -> HttpResponse:
    """sitemap.xml: what a search engine may visit; nothing while the directory is closed."""
    found = _extract() if queries.switched_on(DIRECTORY) else None
    if found is None:
        return HttpResponse(status=404)
    return HttpResponse(sitemap(found, LANGUAGES, lambda lang, id: _address(request, lang, id)), "application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: nothing but the public directory is for search engines."""
    lines = ["User-agent: *"]
    if queries.switched_on(DIRECTORY):
        lines += [f"Allow: {reverse('directory')}", "Allow: /static/"]
    lines.append("Disallow: /")
    if queries.switched_on(DIRECTORY):
        lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join([*lines, ""]), "text/plain")


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Open the directory to everybody, or close it."""
    on = switch_directory(actor_of(request.user), request.POST.get("on") == "yes")
    tell(request, "web.directory.opened" if on else "web.directory.closed")
    return redirect("settings")


def _found(request: HttpRequest, lang: str) -> list[Listed]:
    """Every service of the directory. Raises NotFound while it is closed, but for whoever may open it."""
    if lang not in LANGUAGES:
        raise stop(NotFound, "not_found", thing="language", id=lang)
    if not queries.switched_on(DIRECTORY) and not may(getattr(request.user, "role", ""), "directory.switch"):
        raise stop(NotFound, "directory_closed")
    return _extract()


def _extract() -> list[Listed]:
    kinds = queries.pack().services
    found = listed(queries.whole_inventory(), queries.places())
    # A refuge whose name tells where it stands goes by its kind.
    return [one if one.name else replace(one, name=kinds[one.kind].label) for one in found]


def _words(lang: str) -> Words:
    places = {place.id: place for place in queries.places()}
    return Words(texts(lang), queries.pack(), places, timezone.localtime())


def _frame(request: HttpRequest, lang: str, id: str) -> dict[str, object]:
    return {
        "preview": not queries.switched_on(DIRECTORY),
        "canonical": _address(request, lang, id),
        "tongues": [(code, LANGUAGE_NAMES[code], _address(request, code, id), _path(code, id)) for code in LANGUAGES],
        "query": request.GET.urlencode(),
    }


def _path(lang: str, id: str) -> str:
    return reverse("directory_service", args=[lang, id]) if id else reverse("directory_list", args=[lang])


def _address(request: HttpRequest, lang: str, id: str) -> str:
    return request.build_absolute_uri(_path(lang, id))


def _spoken(
    request: HttpRequest, template: str, shown: dict[str, object], lang: str, *, status: int = 200
) -> HttpResponse:
    with translation.override(lang):
        answer = render(request, template, shown, status=status)
    answer.headers["Content-Language"] = lang
    return answer


def _stopped(request: HttpRequest, problem: SofraError, lang: str) -> HttpResponse:
    tongue = lang if lang in LANGUAGES else LANGUAGES[0]
    return _spoken(request, "sofra/confirm_stop.html", {"issues": problem.issues, "quiet": True}, tongue, status=404)
