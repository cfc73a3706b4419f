"""The demo's audits, its open directory and an answer that waits, brought in through the same acts as anybody's."""

import io
from collections.abc import Mapping
from dataclasses import replace

from sofra.resources.audit import asked
from sofra.store import queries
from sofra.types.supply import Contact, Fee, Opening, Service
from sofra.work.acts import Actor
from sofra.work.auditing import add_photo, answer_audit, finish_audit, make_audit
from sofra.work.confirming import answer_by_link, invite
from sofra.work.directory import switch_directory
from sofra.work.inventory import change_record

AUDITOR = "„Заедно на маса“ / “Together at the Table”"
DAY_CENTRE, CENTRE, CLINIC, HOUSE = "S-03", "S-02", "S-08", "S-24"
SEEN: Mapping[str, Mapping[str, str]] = {
    DAY_CENTRE: {
        "way.parking": "no", "inside.lift": "na", "inside.rails": "na", "help.loop": "no", "signs.touch": "no",
    },
    CENTRE: {
        "door.step_free": "no", "door.ramp_alone": "na", "toilet.usable": "no", "toilet.open": "na",
        "toilet.call": "na", "inside.lift": "na", "signs.touch": "no", "help.sign": "no",
        "help.loop": "no", "way.parking": "no",
    },
    CLINIC: {"toilet.usable": "unseen", "toilet.open": "unseen", "toilet.call": "unseen", "out.alarm": "unseen"},
}  # fmt: skip
"""What was otherwise than “yes” at each place."""
NOTES = {CENTRE: {"door.step_free": "Three steps, no ramp / Три скали, без рампа"}}
DAYS = {DAY_CENTRE: "2026-09-14", CENTRE: "2026-09-15", CLINIC: "2026-09-16"}
WEEK = tuple(Opening(day, "08:00", "16:00") for day in range(1, 6))
ALWAYS = tuple(Opening(day, "00:00", "24:00") for day in range(1, 8))


def show_visits(actor: Actor) -> None:
    """Audits, a safe house that stays hidden, words for citizens, an open directory and an answer that waits; once."""
    sites = {site.id for site in queries.whole_inventory().sites}
    if queries.audits() or not {*SEEN, HOUSE} <= sites:
        return
    kept = queries.site(HOUSE)
    if not kept.thing.hidden:
        change_record(actor, replace(kept.thing, hidden=True), kept.version)
    for site in SEEN:
        _audit(actor, site)
    _words(actor)
    switch_directory(actor, True)
    (link,) = invite(actor, ["SV-13"], lang="mk")
    answer_by_link(link.token, {"places": 140, "waiting": 12}, "Од есен готвиме и во сабота.")


def _audit(actor: Actor, site: str) -> None:
    audit = make_audit(actor, "site", site, "building", on=DAYS[site], by=AUDITOR)
    answers = {item.id: SEEN[site].get(item.id, "yes") for item in asked(queries.pack().audit, "building")}
    answer_audit(actor, audit.id, answers, NOTES.get(site))
    if site == CENTRE:
        add_photo(actor, audit.id, "door.step_free", name="steps.png", content=_drawn_steps())
    finish_audit(actor, audit.id)


def _words(actor: Actor) -> None:
    """What citizens ask: how to get in, what to bring, when; where the workbook does not say it already."""
    _say(
        actor, "SV-11", hours=WEEK, fee=Fee(0.0, "MKD"), languages=("mk", "sq"),
        way_in={"en": "Call the day centre; a social worker visits you at home first.",
                "mk": "Јавете се во дневниот центар; прво социјален работник ќе ве посети дома."},
        bring={"en": "Identity card and the finding of the commission, if there is one.",
               "mk": "Лична карта и наод од комисијата, ако има."},
    )  # fmt: skip
    _say(
        actor, "SV-23", hours=ALWAYS, fee=Fee(0.0, "MKD"),
        way_in={"en": "Call the help line at any hour. You need no papers and no referral.",
                "mk": "Јавете се на СОС-линијата во секое време. Не ви требаат документи ни упат."},
        bring={"en": "Nothing. Come as you are.", "mk": "Ништо. Дојдете како што сте."},
    )  # fmt: skip
    for id, phone in (("PR-04", "+389 00 000 104"), ("PR-12", "+389 00 000 112"), ("PR-03", "+389 00 000 103")):
        kept = queries.provider(id)
        if kept.thing.contact == Contact():
            change_record(actor, replace(kept.thing, contact=Contact(phone=phone)), kept.version)


def _say(actor: Actor, id: str, **said: object) -> None:
    kept = queries.service(id)
    empty = Service("", kept.thing.kind, {}, "")
    new = {name: value for name, value in said.items() if getattr(kept.thing, name) == getattr(empty, name)}
    if new:
        change_record(actor, replace(kept.thing, **new), kept.version)  # type: ignore[arg-type]


def _drawn_steps() -> bytes:
    """Three steps as a drawing: no photo of a real door stands in a fictional town."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (480, 320), "#f5f1ea")
    pen = ImageDraw.Draw(picture)
    for step in range(3):
        pen.rectangle(
            (60 + 90 * step, 260 - 40 * step, 420, 300 - 40 * step), fill="#a79c89", outline="#3d4856", width=3
        )
    pen.rectangle((330, 40, 420, 180), fill="#0f766e", outline="#3d4856", width=3)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
