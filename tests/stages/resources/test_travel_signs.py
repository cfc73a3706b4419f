"""Signs about turning: read from relations, obeyed by cars, and never lost in the contraction."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.resources.test_travel_streets import FREE, all_minutes, laid, some_spots, town

from sofra.resources.travel.keep import packed, unpacked
from sofra.resources.travel.network import Loose, Segments, segments
from sofra.resources.travel.profile import CAR, WALK
from sofra.resources.travel.signs import Turns
from sofra.resources.travel.snap import nearest_street
from sofra.resources.travel.streets import over, streets
from sofra.resources.travel.turns import turn_seconds
from sofra.sources.osm_roads import read_osm_roads

CROSS = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="21.00" lat="41.00"/><node id="2" lon="20.99" lat="41.00"/><node id="3" lon="21.01" lat="41.00"/>
<node id="4" lon="21.00" lat="40.99"/><node id="5" lon="21.00" lat="41.01"/>
<way id="12"><nd ref="2"/><nd ref="1"/><tag k="highway" v="residential"/></way>
<way id="13"><nd ref="1"/><nd ref="3"/><tag k="highway" v="residential"/></way>
<way id="45"><nd ref="4"/><nd ref="1"/><nd ref="5"/><tag k="highway" v="residential"/></way>
<way id="50"><nd ref="5"/><nd ref="3"/><tag k="highway" v="footway"/></way>
{}</osm>"""
"""A crossing (1): a street from the west (12), one to the east (13), one from south to north over it (45)."""

WEST, EAST = np.array([[20.992, 41.0]]), np.array([[21.008, 41.0]])


def sign(*tags: str, before: str = "12", after: str = "13", via: str = "1", kind: str = "node") -> str:
    said = "".join(f'<tag k="{one.partition("=")[0]}" v="{one.partition("=")[2]}"/>' for one in tags)
    over_it = f'<member type="{kind}" ref="{via}" role="via"/>' if via else ""
    return (
        f'<relation id="9"><member type="way" ref="{before}" role="from"/>{over_it}'
        f'<member type="way" ref="{after}" role="to"/><tag k="type" v="restriction"/>{said}</relation>'
    )


def read(folder: Path, *signs: str):
    path = folder / "cross.osm"
    path.write_text(CROSS.format("".join(signs)), encoding="utf-8")
    return read_osm_roads(path)


def west_to_east(folder: Path, *signs: str, profile=CAR) -> float:
    return float(streets(read(folder, *signs), profile).nearest(WEST, EAST).minutes[0])


def test_a_forbidden_turn_is_not_taken_and_everything_else_is(tmp_path: Path) -> None:
    forbidden = sign("restriction=no_straight_on")

    free, held = west_to_east(tmp_path), west_to_east(tmp_path, forbidden)

    assert free == pytest.approx(1.34 * 60 / 25, abs=0.1)
    assert held > free + 4  # up the side street, back, and right: 2.2 km more
    assert west_to_east(tmp_path, forbidden, profile=WALK) == west_to_east(tmp_path, profile=WALK)


def test_only_one_way_on_forbids_the_others_and_turning_back(tmp_path: Path) -> None:
    made = segments(read(tmp_path, sign("restriction=only_straight_on")), CAR)

    assert made.turns.obeyed == 1
    assert len(made.turns.banned) == 3  # north, south, and back west
    assert west_to_east(tmp_path, sign("restriction=only_straight_on")) == west_to_east(tmp_path)


def test_two_signs_for_one_street_that_say_only_allow_what_either_allows(tmp_path: Path) -> None:
    text = CROSS.replace('<nd ref="4"/><nd ref="1"/><nd ref="5"/>', '<nd ref="1"/><nd ref="5"/>')
    both = sign("restriction=only_straight_on") + sign("restriction=only_left_turn", after="45")
    path = tmp_path / "two.osm"
    path.write_text(text.format(both), encoding="utf-8")

    assert len(segments(read_osm_roads(path), CAR).turns.banned) == 1  # back west


@pytest.mark.parametrize(
    "tags",
    [
        ("restriction=no_straight_on", "except=bicycle;motorcar"),
        ("restriction:hgv=no_straight_on",),
        ("restriction:bicycle=no_straight_on",),
        ("restriction=no_straight_on", "except=motor_vehicle"),
    ],
)
def test_a_sign_for_others_holds_no_car(tmp_path: Path, tags: tuple[str, ...]) -> None:
    roads = read(tmp_path, sign(*tags))

    assert len(segments(roads, CAR).turns.banned) == 0
    assert roads.issues == ()


@pytest.mark.parametrize("tag", ["restriction:motorcar=no_straight_on", "restriction:vehicle=no_straight_on"])
def test_a_sign_for_cars_holds_them(tmp_path: Path, tag: str) -> None:
    assert segments(read(tmp_path, sign(tag, "except=psv")), CAR).turns.obeyed == 1


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (sign("restriction=no_u_turn", via="45", kind="way"), "roads_turns_over_streets"),
        (sign("restriction:conditional=no_straight_on @ (Mo-Fr 07:00-09:00)"), "roads_turns_unclear"),
        (sign("restriction=no_straight_on", "hour_on=07:00"), "roads_turns_unclear"),
        (sign("restriction=beware"), "roads_turns_unclear"),
        (sign("restriction=no_straight_on", via=""), "roads_turns_unclear"),
        (sign("restriction=no_straight_on", after="99"), "roads_turns_unclear"),
    ],
)
def test_a_sign_that_is_not_read_is_counted(tmp_path: Path, relation: str, code: str) -> None:
    roads = read(tmp_path, relation)

    assert [(one.code, one.values["n"]) for one in roads.issues] == [(code, 1)]
    assert roads.restrictions == []


def test_a_sign_that_leaves_its_street_open_is_counted_and_not_obeyed(tmp_path: Path) -> None:
    both_ways = segments(read(tmp_path, sign("restriction=no_left_turn", after="45")), CAR).turns
    to_a_footway = segments(read(tmp_path, sign("restriction=only_left_turn", before="45", via="5", after="50")), CAR)

    assert (both_ways.obeyed, both_ways.unclear, len(both_ways.banned)) == (0, 1, 0)
    assert (to_a_footway.turns.obeyed, to_a_footway.turns.unclear) == (0, 1)


def test_signs_stay_when_the_network_is_kept_as_bytes(tmp_path: Path) -> None:
    made = streets(read(tmp_path, sign("restriction=no_straight_on")), CAR)

    again = unpacked(packed(made))

    assert again.pieces.turns.banned.tolist() == made.pieces.turns.banned.tolist()
    assert again.nearest(WEST, EAST).minutes.tolist() == made.nearest(WEST, EAST).minutes.tolist()


def test_where_only_two_streets_meet_a_sign_still_holds() -> None:
    spots = np.array([[21.0, 41.0], [21.01, 41.0], [21.02, 41.0]])
    row = Segments(spots, np.array([0, 1]), np.array([1, 2]), np.full(2, 800.0), np.ones(2), np.ones(2),
                   np.zeros(2, dtype=bool), Turns(np.array([[0, 2]])))  # fmt: skip
    west, east = np.array([[21.005, 41.0]]), np.array([[21.015, 41.0]])

    assert laid(row).nearest(west, east).minutes.tolist() == [np.inf]
    assert laid(row).nearest(east, west).minutes == pytest.approx([1.0], abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 7.5]), st.sampled_from([0.0, 0.33]))
def test_minutes_under_signs_equal_a_plain_search_over_all_turns(seed: int, dear: float, share: float) -> None:
    plain = town(seed, 9, 13)
    made = replace(plain, turns=Turns(random_bans(plain, seed, share)))
    driving = replace(FREE, turn_seconds=dear)
    spots, piece, _ = some_spots(made, seed, 6)
    apart = np.array([[a != b for b in piece] for a in piece[:3]]).T
    network = over(driving, made, Loose(len(made.start), 1.0))

    found = all_minutes(network, spots, spots[:3])

    part = nearest_street(spots, network.ground).part
    hand = by_hand(made, piece, part, dear)[:, :3]
    np.testing.assert_allclose(found[apart], hand[apart], rtol=0, atol=1e-9)


def random_bans(of: Segments, seed: int, share: float) -> np.ndarray:
    """Some of all turns, also where only two streets meet."""
    tail, head = halves(of)
    pairs = [(a, b) for a in range(len(tail)) for b in range(len(tail)) if head[a] == tail[b]]
    chosen = np.random.default_rng(seed).random(len(pairs)) < share
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)[chosen]


def halves(of: Segments) -> tuple[np.ndarray, np.ndarray]:
    """First and last point of every half: 2i along piece i, 2i + 1 against it."""
    tail, head = np.empty(2 * len(of.start), dtype=int), np.empty(2 * len(of.start), dtype=int)
    tail[0::2], tail[1::2], head[0::2], head[1::2] = of.start, of.end, of.end, of.start
    return tail, head


def steps(of: Segments, dear: float) -> list[tuple[int, int, float]]:
    """Half, half after it, minutes of the turn and of the second; one turns back only where nothing else goes on."""
    (tail, head), minutes = halves(of), np.column_stack([of.forward, of.backward]).reshape(-1)
    banned, open_ = set(map(tuple, of.turns.banned.tolist())), np.flatnonzero(np.isfinite(minutes)).tolist()
    pairs = [(a, b) for a in open_ for b in open_ if head[a] == tail[b] and (a, b) not in banned]
    onward = {a for a, b in pairs if a != b ^ 1}
    way = of.spots[head] - of.spots[tail]
    bearing = np.degrees(np.arctan2(way[:, 0] * np.cos(np.radians(of.spots[tail][:, 1])), way[:, 1]))
    meeting = np.bincount(tail, minlength=len(of.spots))

    def cost(a: int, b: int) -> float:
        if dear == 0 or (meeting[tail[b]] <= 2 and a != b ^ 1):
            return 0.0
        angle = 180.0 if a == b ^ 1 else (bearing[b] - bearing[a] + 180) % 360 - 180
        return float(turn_seconds(np.array([angle]), dear)[0]) / 60

    return [(a, b, cost(a, b) + float(minutes[b])) for a, b in pairs if a != b ^ 1 or a not in onward]


def by_hand(of: Segments, piece: np.ndarray, part: np.ndarray, dear: float) -> np.ndarray:
    """(spots, spots) minutes by Bellman and Ford over halves; spots on one piece are not looked at."""
    minutes, allowed = np.column_stack([of.forward, of.backward]).reshape(-1), steps(of, dear)
    table = np.full((len(piece), len(piece)), np.inf)
    for home in range(len(piece)):
        best = np.full(len(minutes), np.inf)
        best[2 * piece[home]] = minutes[2 * piece[home]] * (1 - part[home])
        best[2 * piece[home] + 1] = minutes[2 * piece[home] + 1] * part[home]
        for _ in minutes:
            for a, b, step in allowed:
                best[b] = min(best[b], best[a] + step)
        for there in range(len(piece)):
            for half, share in ((2 * piece[there], part[there]), (2 * piece[there] + 1, 1 - part[there])):
                ways = [best[a] + step - minutes[b] * (1 - share) for a, b, step in allowed if b == half]
                table[home, there] = min([table[home, there], *ways])
    return table
