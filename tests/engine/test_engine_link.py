"""Linking on pseudonyms: the same people found, the same on every run, and nothing sent anywhere."""

import socket
from datetime import date

import pytest
from bench.hidden import one

from sofra.engine import link as linking
from sofra.engine.link import SURE, link
from sofra.sources.lists import read_people

HEAD = "given,surname,born,sex,settlement,number,code\n"


def traces(*rows: str):
    return read_people("l.csv", (HEAD + "\n".join(rows)).encode(), secret=b"s", today=date(2026, 11, 22)).traces


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*given, **more):
        raise AssertionError("a socket was opened")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_splink_finds_the_same_people_and_opens_no_socket(no_network):
    pytest.importorskip("splink")
    found = dict(one(250, 250, 0.1))

    assert found["precision"] >= 0.98
    assert found["recall"] >= 0.93


def test_two_runs_give_the_same_pairs():
    pytest.importorskip("splink")
    rows = [f"N{n % 23}a,S{n % 31}b,19{40 + n % 50}-0{1 + n % 9}-1{n % 9},f,V{n % 5},," for n in range(60)]
    people = [*traces(*rows), *traces(*rows[10:50])]

    first, second = link(people, seed=7), link(people, seed=7)

    assert first == second
    assert first.by == "splink"


def test_small_lists_are_linked_by_rules():
    found = link(
        traces(
            "Ana,Petrovska,1950-02-03,f,A,,",
            "Ана,Петровска,1950-03-02,f,A,,",  # day and month changed round
            "Ana,Petrovski,1971-02-03,f,B,,",
            "Ana,Nikolova,1971-02-03,f,B,,",  # married: somebody has to look
            "Bora,Ilic,1980-01-01,m,C,,",
        ),
        seed=1,
    )

    assert found.by == "rules"
    assert [(pair.one, pair.other, pair.likelihood >= SURE) for pair in found.pairs] == [(0, 1, True), (2, 3, False)]
    assert found.pairs[0].agree["born"] == "either"


def test_equal_codes_and_numbers_are_one_person_and_two_numbers_never_are():
    found = link(
        traces(
            "Ana,Petrovska,1950-02-03,f,A,PASS-111111,",
            "Ana,Petrovska,1950-02-03,f,A,PASS-222222,",
            "Someone,Else,1960-02-03,f,A,PASS-111111,",
            ",,,,,,X-1",
            ",,,,,,X-1",
        ),
        seed=1,
    )

    assert {(pair.one, pair.other) for pair in found.pairs} == {(0, 2), (3, 4)}


def test_lists_of_codes_need_no_comparison():
    assert link(traces(",,,,,,A", ",,,,,,B", ",,,,,,A"), seed=1).by == "codes"


def test_without_splink_rules_do_it(monkeypatch):
    monkeypatch.setattr(linking, "_installed", lambda: False)

    found = dict(one(60, 60, 0.1))

    assert found["precision"] == 1
    assert found["recall"] >= 0.8
