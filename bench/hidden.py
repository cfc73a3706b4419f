"""Linking and counting on lists whose truth is known: precision and recall of the links, coverage of the estimate."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from sofra.engine.link import ASK, SURE, link
from sofra.needs.hidden.assumptions import too_wide
from sofra.needs.hidden.estimate import point
from sofra.needs.hidden.persons import persons
from sofra.needs.hidden.table import histories_of, table
from sofra.sources.lists import read_people

TODAY = date(2026, 11, 22)
SYLLABLES = [first + last for first in "bdgklmnprstvz" for last in "aeio"] + ["dra", "tra", "sla", "vla", "blag"]
CYRILLIC = str.maketrans("abvgdežzijklmnoprstufhcš", "абвгдежзијклмнопрстуфхцш")


def names(dice: random.Random, count: int, least: int, most: int) -> list[str]:
    """Invented names; some much more frequent than others."""
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(least, most))).capitalize() for _ in range(count)]


def population(dice: random.Random, size: int) -> list[dict[str, str]]:
    """Invented people with name, birth date, sex, settlement."""
    given, surnames = names(dice, 120, 2, 3), names(dice, 250, 2, 4)
    weights = [1 / (rank + 3) for rank in range(len(given))]
    more = [1 / (rank + 5) for rank in range(len(surnames))]
    return [
        {
            "given": dice.choices(given, weights)[0],
            "surname": dice.choices(surnames, more)[0] + "ski",
            "born": (date(1930, 1, 1) + timedelta(days=dice.randrange(28_000))).isoformat(),
            "sex": dice.choice("fm"),
            "settlement": f"Village {dice.randrange(24)}",
        }
        for _ in range(size)
    ]


def spoilt(person: dict[str, str], dice: random.Random, much: float) -> dict[str, str]:
    """The person as somebody types them: other letters, a slip, day and month changed, a field left empty."""
    row = dict(person)
    if dice.random() < much:
        row["surname"] = _slip(row["surname"], dice)
    if dice.random() < much / 2:
        row["given"] = _slip(row["given"], dice)
    year, month, day = row["born"].split("-")
    if dice.random() < much / 2 and int(day) <= 12:
        row["born"] = f"{year}-{day}-{month}"
    elif dice.random() < much / 3:
        row["born"] = f"{int(year) + 1}-{month}-{min(int(day), 28):02d}"
    for name in ("born", "settlement", "sex"):
        if dice.random() < much / 4:
            row[name] = ""
    if dice.random() < 0.5:
        row["given"], row["surname"] = (row[name].lower().translate(CYRILLIC) for name in ("given", "surname"))
    return row


def _slip(text: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(text) - 1)
    return dice.choice([text[:place] + text[place + 1 :], text[:place] + dice.choice("aeiortn") + text[place + 1 :]])


def one(seed: int, size: int, much: float) -> Iterator[tuple[str, float]]:
    """One population, three lists: what linking finds and misses."""
    dice = random.Random(seed)
    people = population(dice, size)
    traces, owner, of_list = [], [], []
    for number, reach in enumerate((0.55, 0.4, 0.3)):
        rows = [(place, spoilt(person, dice, much)) for place, person in enumerate(people) if dice.random() < reach]
        lines = ["given,surname,born,sex,settlement", *(",".join(row.values()) for _, row in rows)]
        read = read_people(f"{number}.csv", "\n".join(lines).encode(), secret=b"bench", today=TODAY)
        for trace in read.traces:
            traces.append(trace)
            owner.append(rows[trace.row - 2][0])
            of_list.append(number)
    began = time.perf_counter()
    linked = link(traces, seed=1)
    yield "seconds", time.perf_counter() - began
    numbers = persons(of_list, linked.pairs)
    same = {p for p in combinations(range(len(traces)), 2) if numbers[p[0]] == numbers[p[1]]}
    true = {p for p in combinations(range(len(traces)), 2) if owner[p[0]] == owner[p[1]]}
    yield "rows", len(traces)
    yield "precision", len(same & true) / max(1, len(same))
    yield "recall", len(same & true) / max(1, len(true))
    asked = [pair for pair in linked.pairs if ASK <= pair.likelihood < SURE]
    yield "asked", len(asked)
    yield "asked_true", sum(owner[pair.one] == owner[pair.other] for pair in asked)
    yield "people", len(set(numbers))
    yield "true_people", len(set(owner))


CASES = {
    "two lists, independent": ((0.5, 0.4), 0.0),
    "three lists, independent": ((0.5, 0.4, 0.35), 0.0),
    "three lists, A sends 40 % to B": ((0.5, 0.3, 0.35), 0.4),
    "four lists, A sends 40 % to B": ((0.5, 0.3, 0.35, 0.3), 0.4),
}


def covered(size: int, reach: tuple[float, ...], sent: float, times: int) -> tuple[int, int, float]:
    """How often the interval holds the true size, of how many estimates, and the mean error relative to the size."""
    dice, held, off = random.Random(size), 0, []
    for _ in range(times):
        persons_on = []
        for _ in range(size):
            on = {place for place, share in enumerate(reach) if dice.random() < share}
            if 0 in on and dice.random() < sent:
                on.add(1)
            if on:
                persons_on.append(frozenset(on))
        told = point(table(histories_of(persons_on, len(reach)), len(reach)))
        if told is not None and not list(too_wide(told)):
            held += told.low <= size <= told.high
            off.append(told.people / size - 1)
    return held, len(off), sum(off) / max(1, len(off))


def main() -> None:
    """The tables of docs/benchmarks.md on linking and on the estimate."""
    print("| lists | people | estimates | interval holds the truth | mean error |")
    print("|---|---|---|---|---|")
    for name, (reach, sent) in CASES.items():
        for size in (150, 500):
            held, made, off = covered(size, reach, sent, 200 if len(reach) < 4 else 60)
            print(f"| {name} | {size} | {made} | {held / max(1, made):.1%} | {off:+.1%} |", flush=True)
    print()
    print("| people | rows | spoilt | seconds | precision | recall | asked (true) | people linked / true |")
    print("|---|---|---|---|---|---|---|---|")
    for size, much in ((60, 0.1), (400, 0.1), (400, 0.25), (1500, 0.1), (1500, 0.25)):
        f = dict(one(size, size, much))
        print(
            f"| {size} | {f['rows']:.0f} | {much:.0%} | {f['seconds']:.1f} | {f['precision']:.3f} | {f['recall']:.3f} "
            f"| {f['asked']:.0f} ({f['asked_true']:.0f}) | {f['people']:.0f} / {f['true_people']:.0f} |"
        )


if __name__ == "__main__":
    main()
