"""A public service in the words of schema.org, for search engines; and the list of addresses that they may visit."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sofra.packs.texts import Texts
from sofra.resources.public import Door, Listed
from sofra.web.pages.directory import Page

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""So that no text of a service can end the block of data."""


def linked_data(found: Page, *, municipality: str, address: str, texts: Texts) -> SafeString:
    """A block of data with the service as schema.org's GovernmentService, or Service where no public body gives it.

    A sheltered service has its telephone alone: no place, no address, no area.
    """
    text = json.dumps(_service(found, municipality, address, texts), ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def sitemap(found: Sequence[Listed], languages: Sequence[str], address: Callable[[str, str], str]) -> str:
    """The sitemap: the list and every service in every language, each with its other languages beside it.

    `address` makes the whole address of a language and a service ("" for the list).
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for id, day in [("", ""), *((one.id, one.confirmed_on) for one in found)]:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(address(lang, id))}/>' for lang in languages
        )
        for lang in languages:
            lastmod = f"<lastmod>{escape(day)}</lastmod>" if day else ""
            lines.append(f"<url><loc>{escape(address(lang, id))}</loc>{lastmod}{others}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def _service(found: Page, municipality: str, address: str, texts: Texts) -> dict[str, Any]:
    one = found.one
    area = {"@type": "AdministrativeArea", "name": municipality}
    described = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if one.public else "Service",
        "@id": address,
        "url": address,
        "name": texts.name(one.name),
        "serviceType": found.kind,
        "description": found.what,
        "inLanguage": texts.lang,
        "provider": _known({
            "@type": "GovernmentOrganization" if one.public else "Organization",
            "name": texts.name(one.provider), "telephone": one.contact.phone, "email": one.contact.email,
            "url": found.website,
        }),
        "areaServed": area,
        "audience": [{"@type": "Audience", "audienceType": line} for line in found.who],
        "hoursAvailable": _hours(one),
        "availableChannel": _channels(found, address, texts),
        "offers": _offer(one),
    }  # fmt: skip
    return _known(described)


def _hours(one: Listed) -> list[Mapping[str, str]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{DAYS[opening.day - 1]}",
            "opens": opening.opens,
            "closes": "23:59" if opening.closes == "24:00" else opening.closes,
        }
        for opening in one.hours
    ]


def _channels(found: Page, address: str, texts: Texts) -> list[Mapping[str, Any]]:
    one = found.one
    phone = {"@type": "ContactPoint", "telephone": one.contact.phone} if one.contact.phone else None
    plain = {
        "@type": "ServiceChannel", "serviceUrl": address, "servicePhone": phone,
        "availableLanguage": list(one.languages),
    }  # fmt: skip
    if not one.doors:
        return [_known(plain)]
    return [_known({**plain, "serviceLocation": _place(door, where, texts)}) for door, where in found.doors]


def _place(door: Door, where: str, texts: Texts) -> Mapping[str, Any]:
    address = {"@type": "PostalAddress", "streetAddress": door.address, "addressLocality": where}
    spot = {"@type": "GeoCoordinates", "latitude": door.lat, "longitude": door.lon}
    place = {
        "@type": "Place", "name": texts.name(door.name), "address": _known(address),
        "geo": spot if door.lat is not None and door.lon is not None else None,
        "amenityFeature": None if door.step_free is None else {
            "@type": "LocationFeatureSpecification", "name": texts.say("directory.step_free"), "value": door.step_free,
        },
    }  # fmt: skip
    return _known(place)


def _offer(one: Listed) -> Mapping[str, Any] | None:
    if one.free:
        return {"@type": "Offer", "price": 0, "priceCurrency": one.fee.currency or "EUR"}
    if one.fee.amount is None or not one.fee.currency:
        return None
    return {"@type": "Offer", "price": one.fee.amount, "priceCurrency": one.fee.currency}


def _known(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}
