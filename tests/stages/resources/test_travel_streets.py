"""Minutes over streets equal those of a plain search over all points, however the streets lie."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from sofra.resources.travel.keep import packed, unpacked
from sofra.resources.travel.network import Loose, Segments, core
from sofra.resources.travel.profile import CAR, WALK
from sofra.resources.travel.snap import nearest_street
from sofra.resources.travel.streets import Streets, over
from sofra.resources.travel.turns import turn_seconds
from sofra.types.errors import SourceError

FREE = replace(WALK, off_road_kmh=1e12)
"""Nobody loses time between house and street; then minutes are those of the streets alone."""


def town(seed: int, points: int, pieces: int, closed: float = 0.2) -> Segments:
    """Random streets; some one-way, some with other minutes back, some in a row without a crossing."""
    random = np.random.default_rng(seed)
    spots = np.column_stack([21 + random.random(points) / 5000, 41 + random.random(points) / 5000])
    pairs = [(a, b) for a in range(points) for b in range(a)]
    chosen = random.permutation(len(pairs))[:pieces]
    pieces = len(chosen)
    start, end = np.array([pairs[one] for one in chosen], dtype=np.int64).reshape(-1, 2).T
    forward, backward = random.uniform(0.1, 9, pieces), random.uniform(0.1, 9, pieces)
    backward[random.random(pieces) < 0.5] = forward[random.random(pieces) < 0.5].mean() if pieces > 4 else 1.0
    shut = random.random(pieces) < closed
    backward[shut] = np.inf
    return Segments(spots, start, end, np.ones(pieces), forward, backward, np.zeros(pieces, dtype=bool))


def some_spots(of: Segments, seed: int, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Spots along pieces: (lon, lat), number of the piece, part of it."""
    random = np.random.default_rng(seed + 1)
    piece, part = random.integers(0, len(of.start), count), random.uniform(0.02, 0.98, count)
    begin, end = of.spots[of.start[piece]], of.spots[of.end[piece]]
    return begin + (end - begin) * part[:, None], piece, part


def by_hand(of: Segments, piece: np.ndarray, part: np.ndarray) -> np.ndarray:
    """(spots, spots) minutes by Floyd and Warshall over every point and every spot."""
    points, count = len(of.spots), len(piece)
    table = np.full((points + count, points + count), np.inf)
    np.fill_diagonal(table, 0)

    def arc(a: int, b: int, minutes: float) -> None:
        table[a, b] = min(table[a, b], minutes)

    for a, b, there, back in zip(of.start, of.end, of.forward, of.backward, strict=True):
        arc(a, b, there)
        arc(b, a, back)
    for one in range(count):
        a, b, here = of.start[piece[one]], of.end[piece[one]], points + one
        there, back = of.forward[piece[one]], of.backward[piece[one]]
        arc(a, here, there * part[one])
        arc(here, b, there * (1 - part[one]))
        arc(b, here, back * (1 - part[one]))
        arc(here, a, back * part[one])
        for other in range(count):
            if other != one and piece[other] == piece[one]:
                far = part[other] - part[one]
                arc(here, points + other, there * far if far >= 0 else back * -far)
    for middle in range(points + count):
        table = np.minimum(table, table[:, [middle]] + table[[middle], :])
    return table[points:, points:]


def all_minutes(of: Streets, homes: np.ndarray, facilities: np.ndarray) -> np.ndarray:
    """(homes, facilities) put together from the catchments."""
    table = np.full((len(homes), len(facilities)), np.inf)
    for one in of.each(homes, facilities, 1e9):
        table[one.homes, one.facility] = one.minutes
    return table


def laid(of: Segments, profile=FREE) -> Streets:
    return over(profile, of, Loose(len(of.start), 1.0))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 14), st.integers(2, 20))
def test_minutes_equal_a_search_over_every_point(seed: int, points: int, pieces: int) -> None:
    streets = town(seed, points, pieces)
    spots, piece, part = some_spots(streets, seed, 9)

    found = all_minutes(laid(streets), spots, spots[:4])
    near = nearest_street(spots, laid(streets).ground)

    assert near.segment.tolist() == piece.tolist()
    np.testing.assert_allclose(near.part, part, rtol=0, atol=1e-4)
    np.testing.assert_allclose(found, by_hand(streets, piece, near.part)[:, :4], rtol=0, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 14), st.integers(2, 20))
def test_one_search_for_the_nearest_finds_the_least_of_all_minutes(seed: int, points: int, pieces: int) -> None:
    streets = laid(town(seed, points, pieces))
    spots, _, _ = some_spots(streets.pieces, seed, 12)

    found = streets.nearest(spots[3:], spots[:3])
    table = all_minutes(streets, spots[3:], spots[:3])

    np.testing.assert_allclose(found.minutes, table.min(axis=1), rtol=0, atol=1e-9)
    reached = np.isfinite(found.minutes)
    assert (found.which[~reached] == -1).all()
    chosen = table[np.flatnonzero(reached), found.which[reached]]
    np.testing.assert_allclose(chosen, found.minutes[reached], rtol=0, atol=1e-9)


def row_of_points(count: int, *, one_way: bool = False) -> Segments:
    """A street of `count` pieces of 1 minute in a row."""
    spots = np.column_stack([21 + np.arange(count + 1) / 1000, np.full(count + 1, 41.0)])
    minutes, back = np.ones(count), np.full(count, np.inf if one_way else 1.0)
    return Segments(spots, np.arange(count), np.arange(1, count + 1), np.full(count, 84.0), minutes, back,
                    np.zeros(count, dtype=bool))  # fmt: skip


def test_a_row_of_pieces_becomes_one_chain_and_keeps_its_minutes() -> None:
    streets = laid(row_of_points(5))

    found = streets.nearest(np.array([[21.0, 41.0]]), np.array([[21.0045, 41.0]]))

    assert streets.net.courses == 2
    assert found.minutes == pytest.approx([4.5], abs=1e-9)


def test_nobody_goes_back_along_a_one_way_street() -> None:
    streets = laid(row_of_points(5, one_way=True))
    west, east = np.array([[21.001, 41.0]]), np.array([[21.004, 41.0]])

    assert streets.nearest(west, east).minutes == pytest.approx([3.0], abs=1e-9)
    assert streets.nearest(east, west).minutes.tolist() == [np.inf]
    assert streets.nearest(east, west).which.tolist() == [-1]


def test_a_ring_without_a_crossing_is_travelled_the_short_way_round() -> None:
    spots = np.array([[21.0, 41.0], [21.001, 41.0], [21.001, 41.001], [21.0, 41.001]])
    ring = Segments(spots, np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0]), np.full(4, 84.0), np.ones(4), np.ones(4),
                    np.zeros(4, dtype=bool))  # fmt: skip

    onward = np.array([[0.0002, 0], [0, 0.0002], [-0.0002, 0], [0, -0.0002]])
    found = laid(ring).nearest(spots + onward, spots[:1] + onward[1:2])

    assert found.minutes == pytest.approx([0.4, 1.4, 1.6, 0.6], abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_where_every_street_takes_as_long_back_so_does_every_way(seed: int) -> None:
    streets = town(seed, 10, 16, closed=0)
    streets = replace(streets, backward=streets.forward)
    spots, _, _ = some_spots(streets, seed, 8)

    table = all_minutes(laid(streets), spots, spots)

    np.testing.assert_allclose(table, table.T, rtol=0, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.3, 1.0))
def test_faster_streets_and_further_facilities_never_make_anybody_wait_longer(seed: int, part: float) -> None:
    slow = town(seed, 10, 16)
    fast = replace(slow, forward=slow.forward * part, backward=slow.backward * part)
    spots, _, _ = some_spots(slow, seed, 10)

    before = laid(slow).nearest(spots, spots[:2]).minutes

    assert (laid(fast).nearest(spots, spots[:2]).minutes <= before + 1e-9).all()
    assert (laid(slow).nearest(spots, spots[:4]).minutes <= before + 1e-9).all()


def test_a_turn_to_the_left_takes_longer_than_one_to_the_right_and_going_on_takes_nothing() -> None:
    left, on, right, back = turn_seconds(np.array([-90.0, 0.0, 90.0, 180.0]), 7.5)

    assert on < 0.01
    assert (round(float(right), 1), round(float(left), 1)) == (2.1, 7.3)
    assert back > 27


def test_nobody_drives_through_a_street_for_residents_yet_its_residents_get_home() -> None:
    spots = np.array([[21.0, 41.0], [21.01, 41.0], [21.02, 41.0], [21.01, 41.01], [21.03, 41.0], [20.99, 41.0]])
    start, end = np.array([5, 0, 1, 2, 0, 3]), np.array([0, 1, 2, 4, 3, 2])
    minutes = np.array([1.0, 1.0, 1.0, 1.0, 5.0, 5.0])
    streets = Segments(spots, start, end, np.full(6, 100.0), minutes, minutes,
                       np.array([False, True, True, False, False, False]))  # fmt: skip
    driving = laid(streets, replace(FREE, local_only=frozenset({"destination"})))
    west, east, inside = np.array([[20.995, 41.0]]), np.array([[21.025, 41.0]]), np.array([[21.005, 41.0]])

    assert driving.nearest(west, east).minutes == pytest.approx([11.0], abs=1e-6)
    assert driving.nearest(west, inside).minutes == pytest.approx([1.0], abs=1e-6)
    assert driving.nearest(inside, east).minutes == pytest.approx([2.0], abs=1e-6)


def test_a_flooded_road_is_gone_and_the_way_round_is_taken() -> None:
    spots = np.array([[21.0, 41.0], [21.01, 41.0], [21.005, 41.01]])
    triangle = Segments(spots, np.array([0, 0, 2]), np.array([1, 2, 1]), np.full(3, 900.0), np.array([1.0, 3.0, 3.0]),
                        np.array([1.0, 3.0, 3.0]), np.zeros(3, dtype=bool))  # fmt: skip
    streets, water = laid(triangle), box(21.004, 40.999, 21.006, 41.001)
    west, east, drowned = spots[:1], spots[1:2], np.array([[21.005, 41.0]])

    dry = streets.cut([water])

    assert streets.nearest(west, east).minutes == pytest.approx([1.0], abs=1e-3)
    aside = np.array([[0.0005, 0.001]])
    assert dry.nearest(west + aside, east + aside * (-1, 1)).minutes == pytest.approx([5.4], abs=0.1)
    assert dry.nearest(drowned, east).minutes.tolist() == [np.inf]
    assert dry.snapped(drowned) == pytest.approx([0.0], abs=0.1)


def test_the_way_from_the_house_to_the_road_is_walked_and_far_from_any_road_nobody_is_reached() -> None:
    streets = over(WALK, row_of_points(5), Loose(5, 0.4))
    house, at_sea = np.array([[21.002, 41.0009]]), np.array([[21.002, 41.03]])
    post = np.array([[21.002, 41.0]])

    found = streets.nearest(house, post).minutes

    assert streets.snapped(house) == pytest.approx([100.1], abs=0.1)
    assert found == pytest.approx([100.1 * 0.06 / 5], abs=0.01)
    assert streets.nearest(at_sea, post).minutes.tolist() == [np.inf]
    assert streets.snapped(at_sea) == pytest.approx([3336], abs=2)


def test_islands_and_one_way_traps_are_left_out_and_counted() -> None:
    spots = np.column_stack([21 + np.arange(9) / 100, np.full(9, 41.0)])
    start, end = np.array([0, 1, 2, 5, 7]), np.array([1, 2, 3, 6, 8])
    metres = np.array([5000.0, 5000.0, 700.0, 900.0, 300.0])
    back = np.array([1, 1, np.inf, 1, 1])
    pieces, loose = core(Segments(spots, start, end, metres, np.ones(5), back, np.zeros(5, dtype=bool)))

    assert len(pieces.start) == 2
    assert loose == Loose(2, 10.0, 1, 2, pytest.approx(1.2), pytest.approx(0.9), 1, pytest.approx(0.7),
                          pytest.approx(0.7))  # fmt: skip


def test_without_streets_nobody_reaches_anything() -> None:
    nothing = Segments(
        np.zeros((0, 2)), *(np.zeros(0, dtype=np.int64),) * 2, *(np.zeros(0),) * 3, np.zeros(0, dtype=bool)
    )
    streets = over(WALK, nothing, Loose(0, 0.0, 0))
    spot = np.array([[21.0, 41.0]])

    assert streets.nearest(spot, spot).minutes.tolist() == [np.inf]
    assert [len(one.homes) for one in streets.each(spot, spot, 60)] == [0]


def test_a_network_comes_back_from_its_bytes_and_damaged_bytes_are_noticed() -> None:
    streets = over(CAR, town(3, 12, 20), Loose(20, 4.0))
    spots, _, _ = some_spots(streets.pieces, 3, 10)
    content = packed(streets)

    again = unpacked(content)

    assert again.profile == streets.profile
    assert again.loose == streets.loose
    assert again.nearest(spots, spots[:2]).minutes.tolist() == streets.nearest(spots, spots[:2]).minutes.tolist()
    with pytest.raises(SourceError, match="roads_kept_damaged"):
        unpacked(content[:-3] + b"abc")


def test_a_second_part_of_ten_kilometres_is_kept_and_its_people_reach_each_other_only() -> None:
    spots = np.column_stack([21 + np.arange(4) / 5, np.full(4, 41.0)])
    metres = np.array([16_000.0, 12_000.0])
    minutes = metres * 0.06 / 5
    made = Segments(spots, np.array([0, 2]), np.array([1, 3]), metres, minutes, minutes, np.zeros(2, dtype=bool))

    pieces, loose = core(made)
    found = over(FREE, pieces, loose).nearest(spots, spots[3:])

    assert (loose.parts, loose.islands, loose.km) == (2, 0, 28.0)
    assert found.which.tolist() == [-1, -1, 0, 0]
