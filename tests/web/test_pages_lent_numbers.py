"""A number that a model lent never looks like one that was asked for; a count is the same wherever it stands."""

import json
import re

import pytest

from sofra.packs.texts import texts
from sofra.store import queries

pytestmark = pytest.mark.once

LENT = {"en": "worked out from its area, not asked here", "mk": "пресметано од подрачјето, овде не е прашувано"}


def lent_places(service: str) -> set[str]:
    facts = queries.facts(queries.latest().id)
    return {
        f.cell.place for f in facts if f.cell.indicator == f"gap.without.{service}" and f.reason.startswith("model.")
    }


@pytest.mark.parametrize("lang", ["en", "mk"])
def test_the_map_dots_the_settlements_whose_number_a_model_lent(sign_in, lang):
    page = sign_in("ana", lang).get("/gaps/?service=EMP")

    values = json.loads(re.search(r'<script id="gap-map-data"[^>]*>(.*?)</script>', page, re.S).group(1))["shapes"]
    dotted = {value["id"] for value in values if value["model"]}
    assert dotted == lent_places("EMP") != set()
    assert all(("≈" in value["text"] and LENT[lang] in value["text"]) == value["model"] for value in values)
    assert texts(lang).say("maps.model", n=len(dotted)) in page


def test_a_table_marks_lent_numbers_and_says_what_the_mark_means(ana):
    page = ana.get("/gaps/?service=EMP&as=table")

    rows = re.findall(r"<tr><th scope=\"row\"><a href=\"/gaps/place/([^/]+)/.*?</tr>", page)
    marked = {id for id in rows if "≈" in re.search(rf"/gaps/place/{id}/.*?</tr>", page).group()}
    assert marked == lent_places("EMP")
    assert "Nobody was asked here, or too few" in page


def test_the_panel_of_a_place_says_that_its_number_is_lent(ana):
    place = min(lent_places("EMP"))

    panel = ana.get(f"/gaps/place/{place}/?service=EMP", **{"HX-Request": "true"})

    assert "≈" in panel
    assert "Nobody was asked here, or too few" in panel


def test_home_counts_services_that_nobody_offers_once_in_the_whole_municipality(ana):
    found = queries.gaps(queries.latest().id)
    absent = {gap.service for gap in found if gap.kind == "absent" and (gap.group, gap.place) == ("ALL", "TRP")}

    page = ana.get("/")

    assert next(step for step in queries.steps() if step.step == "gaps").counts["absent"] == len(absent)
    assert len(re.findall(rf">{len(absent)}<|\b{len(absent)} kinds", page)) >= 2


def test_a_release_keeps_how_many_numbers_it_holds(ana):
    note = queries.latest()
    facts = queries.facts(note.id)

    assert note.facts == len(facts)
    assert note.withheld == sum(fact.status == "suppressed" for fact in facts)
