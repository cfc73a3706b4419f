"""A mobile team with households that nobody lives in: invented names, doors and telephones, visits and referrals."""

import json
from collections.abc import Iterator

from scripts.make_demo.chance import Dice
from scripts.make_demo.places import SETTLEMENTS, Settlement, degrees
from scripts.make_demo.workbook import FICTION_EN, FICTION_MK

HOUSEHOLDS = 28
GIVEN = ("Босилка", "Вангел", "Гроздана", "Деспина", "Ефтим", "Жежа", "Ѕвезда", "Јагода", "Китан", "Лепа", "Метко",
         "Неда", "Огнен", "Пауна", "Ружа", "Сребра", "Траян", "Цвета")  # fmt: skip
FAMILY = ("Питоска", "Зелникова", "Гравчева", "Ајварова", "Пиперковски", "Сирењар", "Лебарова", "Погачаров")
STREETS = ("Сокак под мурката", "Патот кон воденицата", "Зад чешмата", "Горно маало", "Крај овоштарникот")
NEEDS = {"urgent": 0.06, "high": 0.22, "medium": 0.42, "low": 0.3}
EVERY = {"urgent": 3, "high": 7, "medium": 15, "low": 61}
GROUPS = ("OLD", "PWD-A", "CARE", "POOR", "SPAR")
SERVICES = ("HOM-CARE", "COM-DAY", "COU", "INF", "MAT")
HELP = ("INFO", "BENEFIT", "MEDICINE", "FOOD", "HYGIENE", "THERAPY", "FORM")
NOBODY = {"outcome": "not_at_home", "minutes": None, "lacking": [], "help": {}}
TO = ("Центар за социјална работа / Centre for social work", "Црвен крст / Red Cross", "Поликлиника / Health centre")


def mobile_team() -> str:
    """The team and its households as JSON; days are counted back from the day on which the demo is loaded."""
    said = {
        "note": f"{FICTION_EN} {FICTION_MK}",
        "team": {
            "name": "Трпезица на пат / Trpezica on the road",
            "act": "08-112/2026",
            "mandate": "Проба за една година: посети во ридските и планинските села. "
            "A trial of one year: visits in the hill and mountain villages.",
            "starts_at": "TRP-01",
            "members": [
                ["social_worker", "Центар за социјална работа / Centre for social work", "dara"],
                ["nurse", "Поликлиника / Health centre", ""],
                ["volunteer", "Црвен крст / Red Cross", ""],
                ["driver", "Општина / Municipality", ""],
            ],
        },
        "households": list(_households()),
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _households() -> Iterator[dict[str, object]]:
    far = [one for one in SETTLEMENTS if one.area in ("TRP-H", "TRP-M", "TRP-P")]
    for number in range(HOUSEHOLDS):
        dice = Dice(f"team/household/{number}")
        yield _household(number, dice.pick(far), dice)


def _household(number: int, at: Settlement, dice: Dice) -> dict[str, object]:
    need = dice.one_of(NEEDS)
    lon, lat = degrees(at.x + dice.bell(0, 0.25), at.y + dice.bell(0, 0.25))
    last = dice.whole(1, round(EVERY[need] * 1.6)) if dice.yes(0.85) else 0
    opens, closes = dice.pick(((0, 1440), (0, 1440), (540, 720), (720, 960)))
    return {
        "name": f"{dice.pick(GIVEN)} {dice.pick(FAMILY)}",
        "address": f"{dice.pick(STREETS)} {dice.whole(1, 40)}",
        "phone": f"070 000 {number:03}",
        "lon": lon, "lat": lat, "settlement": at.id, "need": need, "people": dice.whole(1, 4),
        "opens": opens, "closes": closes, "groups": dice.some(GROUPS, dice.whole(1, 2)),
        "visits": _visits(dice, last, EVERY[need]),
        "referral": _referral(dice, last) if last and dice.yes(0.6) else None,
    }  # fmt: skip


def _visits(dice: Dice, last: int, every: int) -> list[dict[str, object]]:
    """The visits so far, the oldest first: days ago, whether somebody was met, what was found and given."""
    if not last:
        return []
    days = [last + every * n for n in range(dice.whole(1, 3))]
    return [{"days_ago": ago, **(_met(dice) if dice.yes(0.9) else NOBODY)} for ago in reversed(days)]


def _met(dice: Dice) -> dict[str, object]:
    return {
        "outcome": "met",
        "minutes": dice.whole(20, 50),
        "lacking": dice.some(SERVICES, dice.whole(0, 2)),
        "help": dict.fromkeys(dice.some(HELP, dice.whole(1, 2)), 1),
    }


def _referral(dice: Dice, last: int) -> dict[str, object]:
    answer = dice.one_of({"accepted": 0.65, "refused": 0.2, "": 0.15})
    return {
        "kind": dice.pick(SERVICES), "to": dice.pick(TO), "days_ago": last,
        "consent": dice.one_of({"spoken": 0.6, "written": 0.3, "guardian": 0.1}), "answer": answer,
        "refusal": dice.pick(("full", "documents", "out_of_area")) if answer == "refused" else "",
        "outcome": dice.one_of({"started": 0.7, "waiting": 0.3}) if answer == "accepted" else "",
        "first_time": dice.yes(0.6),
    }  # fmt: skip
