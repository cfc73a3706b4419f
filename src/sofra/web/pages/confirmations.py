"""Answers that wait, links that are out, and the letters that carry new links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from sofra.packs.texts import Texts
from sofra.resources.confirmable import asked
from sofra.store.notes import Kept
from sofra.types.confirming import Confirmation, Invitation
from sofra.types.document import Table
from sofra.types.supply import Inventory, Provider, Service
from sofra.web.pages.confirm import changes
from sofra.work.confirming import Link


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer with its differences: field, what the list said, what they say, what the list says now if it moved."""

    answer: Confirmation
    service: Service
    provider: str
    changes: Sequence[tuple[str, str, str, str]]
    clears_hours: bool

    @property
    def plain(self) -> bool:
        """True when it only confirms: nothing changed, and nothing to read."""
        return not self.changes and not self.answer.reply.note


@dataclass(frozen=True, slots=True)
class Out:
    """A link without an answer, and how it stands today."""

    invitation: Invitation
    service: Service
    state: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A service that can be asked about: whether it is stale, and whether a link for it is open already."""

    service: Service
    stale: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one provider with a link for each of its services; `mailto` opens it in a mail program."""

    provider: str
    sent_to: str
    subject: str
    text: str
    links: Sequence[tuple[Service, str]]
    mailto: str


def waiting(
    found: Sequence[Confirmation], services: Mapping[str, Service], providers: Mapping[str, str], texts: Texts
) -> list[Waiting]:
    """The answers with their services; one whose service is gone is left out."""
    return [
        Waiting(
            answer,
            service,
            providers.get(service.provider, service.provider),
            changes(answer.reply.changed, asked(service, answer.invitation.lang), texts),
            bool(service.hours) and any(change.field == "opening" for change in answer.reply.changed),
        )
        for answer in found
        if (service := services.get(answer.invitation.service))
    ]


def out(found: Sequence[Invitation], services: Mapping[str, Service], today: date) -> list[Out]:
    """The links that have no answer, those that expired first."""
    known = [Out(one, services[one.service], one.state(today)) for one in found if one.service in services]
    return sorted(known, key=lambda one: (one.state != "expired", one.invitation.expires_on))


def askable(kept: Sequence[Kept[Service]], stale: frozenset[str], out_now: frozenset[str]) -> list[Ask]:
    """The services that run or are planned, stale ones that nobody asked about first."""
    running = [note.thing for note in kept if note.thing.status != "closed"]
    found = [Ask(service, service.id in stale, service.id in out_now) for service in running]
    return sorted(found, key=lambda one: (one.asked, not one.stale, one.service.verified_on))


def letters(
    links: Sequence[Link], inventory: Inventory, address: Callable[[str], str], said: Mapping[str, Texts]
) -> list[Letter]:
    """One letter for each provider and language, in that language; `address` makes a token a whole address."""
    services = {service.id: service for service in inventory.services}
    providers = {provider.id: provider for provider in inventory.providers}
    grouped: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        service = services[link.invitation.service]
        grouped.setdefault((service.provider, link.invitation.sent_to, link.invitation.lang), []).append(link)
    return [
        _letter(those, providers.get(who), services, address, texts=said[lang])
        for (who, _, lang), those in grouped.items()
    ]


def sheet(found: Sequence[Out], texts: Texts) -> Table:
    """The links that are out, as a spreadsheet: never their tokens, which nobody knows any more."""
    header = tuple(texts.say(f"web.confirmations.c{n}") for n in range(1, 6))
    rows = tuple(
        (
            texts.name(one.service.name), one.invitation.sent_to, texts.date(one.invitation.made_on.date(), "medium"),
            texts.date(one.invitation.expires_on, "medium"), texts.say(f"web.confirmations.link.{one.state}"),
        )
        for one in found
    )  # fmt: skip
    return Table(texts.say("web.confirmations.out"), header, rows, "lllll")


def _letter(
    links: Sequence[Link],
    provider: Provider | None,
    services: Mapping[str, Service],
    address: Callable[[str], str],
    *,
    texts: Texts,
) -> Letter:
    pairs = [(services[link.invitation.service], address(link.token)) for link in links]
    listed = "\n\n".join(f"{texts.name(service.name)}\n{link}" for service, link in pairs)
    until = min(link.invitation.expires_on for link in links)
    subject = texts.say("confirming.mail.subject", n=len(pairs))
    text = texts.say("confirming.mail.text", links=listed, day=until)
    to = links[0].invitation.sent_to
    mailto = f"mailto:{quote(to if '@' in to else '')}?subject={quote(subject)}&body={quote(text)}"
    name = texts.name(provider.name) if provider else services[links[0].invitation.service].provider
    return Letter(name, to, subject, text, pairs, mailto)
