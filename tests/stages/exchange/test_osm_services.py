"""Services out of an OpenStreetMap extract."""

from pathlib import Path

import pytest

from sofra.packs.load import load
from sofra.sources.osm_services import read_osm_services, rules
from sofra.types.errors import SourceError

PACK = load("mk")
MAP = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lat="41.1" lon="21.1"><tag k="amenity" v="social_facility"/><tag k="social_facility" v="day_care"/>
  <tag k="name:mk" v="Дневен центар"/><tag k="operator" v="Red Cross"/><tag k="wheelchair" v="yes"/>
  <tag k="capacity" v="15"/><tag k="opening_hours" v="Mo-Fr 08:00-16:00"/></node>
 <node id="2" lat="41.2" lon="21.2"><tag k="amenity" v="social_facility"/><tag k="social_facility" v="shelter"/>
  <tag k="social_facility:for" v="abused"/><tag k="name" v="Secret"/></node>
 <node id="3" lat="41.3" lon="21.3"><tag k="amenity" v="social_facility"/><tag k="social_facility" v="ambulatory_care"/>
  </node>
 <node id="4" lat="41.4" lon="21.4"><tag k="amenity" v="bank"/></node>
 <node id="5" lat="41.0" lon="21.0"/><node id="6" lat="41.0" lon="21.2"/><node id="7" lat="41.2" lon="21.1"/>
 <way id="8"><nd ref="5"/><nd ref="6"/><nd ref="7"/><tag k="amenity" v="school"/><tag k="wheelchair" v="limited"/></way>
</osm>
"""


def reading(tmp_path: Path, text: str = MAP):  # type: ignore[no-untyped-def]
    file = tmp_path / "town.osm"
    file.write_text(text, encoding="utf-8")
    return read_osm_services(file, entries=PACK.services)


def test_a_day_centre_comes_with_its_operator_places_hours_and_access(tmp_path: Path) -> None:
    found = reading(tmp_path).items[0]

    service = next(one for one in found.services if one.id == "osm-n1")
    site = next(one for one in found.sites if one.id == "osm-n1")
    assert (service.kind, service.name, service.capacity.places) == ("COM-DAY", {"mk": "Дневен центар"}, 15)
    assert (service.opening, site.step_free, site.lon) == ("Mo-Fr 08:00-16:00", True, 21.1)
    assert [provider.name for provider in found.providers] == [{"en": "Red Cross"}]


def test_a_refuge_for_victims_is_hidden(tmp_path: Path) -> None:
    found = reading(tmp_path).items[0]

    assert [(one.kind) for one in found.services if one.id == "osm-n2"] == ["SAFE"]
    assert [site.hidden for site in found.sites if site.id == "osm-n2"] == [True]


def test_the_base_of_a_mobile_team_is_ambulatory_care(tmp_path: Path) -> None:
    assert [one.kind for one in reading(tmp_path).items[0].services if one.id == "osm-n3"] == ["MOB"]


def test_a_building_stands_at_the_middle_of_its_corners_and_limited_is_not_yes(tmp_path: Path) -> None:
    site = next(one for one in reading(tmp_path).items[0].sites if one.id == "osm-w8")

    assert (round(site.lon, 6), round(site.lat, 6)) == (21.1, 41.066667)
    assert site.step_free is None


def test_what_has_no_kind_is_counted(tmp_path: Path) -> None:
    assert [(one.code, one.values["n"]) for one in reading(tmp_path).issues] == [("osm_services_left", 1)]


def test_a_map_without_services_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        reading(tmp_path, '<osm version="0.6"><node id="5" lat="41.0" lon="21.0"/></osm>')

    assert stopped.value.issues[0].code == "osm_services_none"


def test_a_broken_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        reading(tmp_path, "<osm><node")

    assert stopped.value.issues[0].code == "osm_broken"


def test_every_tag_leads_to_a_kind_that_there_is() -> None:
    assert {rule.kind for rule in rules()} <= set(PACK.services)


@pytest.mark.parametrize("lat", ["abc", "95"])
def test_a_map_with_a_spot_that_is_none_is_refused(tmp_path: Path, lat: str) -> None:
    text = f'<osm version="0.6"><node id="1" lat="{lat}" lon="21.8"><tag k="amenity" v="school"/></node></osm>'

    with pytest.raises(SourceError) as stopped:
        reading(tmp_path, text)

    assert [issue.code for issue in stopped.value.issues] == ["osm_broken"]
