"""Settlements and boundaries: who lives where, and which shape is whose."""

import json

import pytest

from sofra.sources.boundaries import join, read_boundaries
from sofra.sources.columns import ColumnMap, column_map
from sofra.sources.features import read_roads
from sofra.sources.settlements import age_class, read_settlements
from sofra.sources.zones import read_hazard
from sofra.types.errors import Severity, SourceError
from sofra.types.place import AgeSex, Place

SETTLEMENTS = """code,name_mk,name_en,kind,parent,lon,lat,homes,people,f_0_14,f_15_plus,m_0_14,m_15_plus,flood_zone
TRP,Трпезица,Trpezica,municipality,,,,30,100,10,40,10,40,
TRP-T,Град,Town,area,TRP,,,30,100,10,40,10,40,
TRP-01,Трпезица,Trpezica,settlement,TRP-T,21.7,41.4,20,60,6,24,6,24,yes
TRP-02,Бавча,Bavča,settlement,TRP-T,"21,71",41.41,10,40,4,16,4,16,no
"""


def _square(x, y, **properties):
    ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def geojson(tmp_path):
    def write(*features, **members):
        path = tmp_path / "shapes.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}), encoding="utf-8")
        return path

    return write


def test_settlements_come_with_people_by_sex_and_age(csv_file):
    reading = read_settlements(csv_file(SETTLEMENTS))

    bavcha = reading.items[3]
    assert reading.issues == ()
    assert (bavcha.id, bavcha.kind, bavcha.parent, bavcha.people) == ("TRP-02", "settlement", "TRP-T", 40)
    assert (bavcha.name["mk"], bavcha.lon, bavcha.households) == ("Бавча", 21.71, 10)
    assert bavcha.population[1] == AgeSex("f", 15, None, 16)
    assert bavcha.attributes == {"flood_zone": "no"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("f_0_14", ("f", 0, 14)),
        ("m_65_plus", ("m", 65, None)),
        ("Жени 15-29", ("f", 15, 29)),
        ("мажи 80+", ("m", 80, None)),
        ("F 7", ("f", 7, 7)),
        ("females", None),
        ("form_2_3", None),
    ],
)
def test_a_header_names_sex_and_ages(head, expected):
    assert age_class(head) == expected


def test_settlements_without_any_population_have_none(csv_file):
    reading = read_settlements(csv_file("ID,NAME,LAT,LON\n1,Село,41.1,21.2\n2,Бања,41.2,21.3\n"))

    assert [place.people for place in reading.items] == [None, None]
    assert reading.items[0].name == {"mk": "Село", "en": "Село"}


def test_rows_with_bad_cells_are_held_and_all_named(csv_file, told):
    extra = "TRP-02,Б,B,settlement,TRP-T,1,1,,,,,,,\nTRP-04,В,V,settlement,TRP-X,1,95,ten,9,1,1,1,1,\n"

    reading = read_settlements(csv_file(SETTLEMENTS + extra))

    assert len(reading.items) == 4
    assert told(reading.issues) == ["id_twice", "cell_out_of_range", "population_differs", "cell_not_number"]
    assert len(reading.held) == 2


def test_a_settlement_of_no_known_area_is_held(csv_file, told):
    reading = read_settlements(csv_file(SETTLEMENTS + "TRP-04,В,V,settlement,TRP-X,21,41,,,,,,,\n"))

    assert told(reading.issues) == ["place_parent_unknown"]
    assert "TRP-04" not in {place.id for place in reading.items}


def test_a_wrong_column_name_stops_and_names_the_closest(csv_file, told):
    with pytest.raises(SourceError) as refused:
        read_settlements(csv_file("codde,naame\n1,a\n"))

    assert told(refused.value) == ["column_absent", "column_absent"]
    assert [issue.values["closest"] for issue in refused.value.issues] == ["codde", "naame"]


def test_a_saved_column_map_reads_any_names(csv_file):
    saved = ColumnMap({"code": "No", "name": "Wo"}, {"kind": {"D": "settlement"}}, {"kind": "D"}).as_plain()

    reading = read_settlements(csv_file("No,Wo\n1,Bitola\n"), column_map(json.loads(json.dumps(saved))))

    assert (reading.items[0].id, reading.items[0].name) == ("1", {"en": "Bitola"})


def test_boundaries_join_by_code_then_by_name_in_any_script(csv_file, geojson, told):
    places = read_settlements(csv_file(SETTLEMENTS)).items
    path = geojson(
        _square(21.6, 41.3, code="TRP-01"), _square(21.7, 41.4, name="Bavcha"), _square(21.8, 41.5, name="Elsewhere")
    )

    found, issues = join(places, read_boundaries(path).items)

    assert [place.id for place in found if place.geometry] == ["TRP-01", "TRP-02"]
    assert told(issues) == ["boundary_without_place"]


def test_a_place_without_a_boundary_is_named(csv_file, geojson, told):
    places = read_settlements(csv_file(SETTLEMENTS)).items

    _, issues = join(places, read_boundaries(geojson(_square(21.6, 41.3, code="TRP-01"))).items)

    assert told(issues) == ["place_without_boundary"]
    assert issues[0].values["place"] == "TRP-02"


def test_boundaries_of_elsewhere_match_nothing_and_stop(csv_file, geojson, told):
    places = read_settlements(csv_file(SETTLEMENTS)).items

    _, issues = join(places, read_boundaries(geojson(_square(9, 47, name="Vaduz"))).items)

    assert told(issues) == ["boundaries_match_nothing"]
    assert issues[0].severity is Severity.FILE


def test_two_places_of_one_name_need_the_parent():
    places = [
        Place("A", {"en": "North"}, "area"), Place("B", {"en": "South"}, "area"),
        Place("A1", {"en": "Novo Selo"}, "settlement", "A"), Place("B1", {"en": "Novo Selo"}, "settlement", "B"),
    ]  # fmt: skip
    named = [("Novo Selo", "South"), ("Novo Selo", "North")]
    features = [_square(20 + n, 41, name=name, parent=parent) for n, (name, parent) in enumerate(named)]
    from sofra.sources.features import Feature

    shapes = [Feature("", (f["properties"]["name"],), f["properties"]["parent"], f["geometry"], {}) for f in features]
    found, issues = join(places, shapes)

    assert issues == []
    assert found[2].geometry == features[1]["geometry"]
    assert found[3].geometry == features[0]["geometry"]


def test_another_coordinate_system_is_refused_with_the_remedy(geojson, told):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6316"}}

    with pytest.raises(SourceError) as refused:
        read_boundaries(geojson(_square(21, 41), crs=crs))

    assert told(refused.value) == ["geojson_crs"]


def test_crs84_may_be_named(geojson):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    assert len(read_boundaries(geojson(_square(21, 41), crs=crs)).items) == 1


def test_metres_are_not_degrees(geojson, told):
    with pytest.raises(SourceError) as refused:
        read_boundaries(geojson(_square(7_500_000, 4_600_000, name="a")))

    assert told(refused.value) == ["geojson_not_degrees"]


def test_a_shape_that_crosses_itself_is_held(geojson, told):
    bow = _square(21, 41, name="bow")
    bow["geometry"]["coordinates"] = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]

    reading = read_boundaries(geojson(bow, _square(21, 41, name="good"), {"type": "Feature", "geometry": None}))

    assert told(reading.issues) == ["geojson_shape_crosses", "geojson_other_shape"]
    assert [feature.title for feature in reading.items] == ["good"]


@pytest.mark.parametrize(
    "text", ['{"type": "FeatureCollection", "features": [', '{"type": "Feature"}', "[1, 2]", "a,b"]
)
def test_what_is_no_geojson_is_said_so(csv_file, told, text):
    with pytest.raises(SourceError) as refused:
        read_boundaries(csv_file(text, "shapes.geojson"))

    assert told(refused.value)[0] in ("geojson_broken", "geojson_no_features")


def test_roads_are_lines_and_hazards_are_polygons(geojson):
    road = {
        "type": "Feature",
        "properties": {"id": "R1"},
        "geometry": {"type": "LineString", "coordinates": [[21, 41], [22, 42]]},
    }
    path = geojson(road, _square(21, 41, kind="flood"))

    assert [feature.code for feature in read_roads(path).items] == ["R1"]
    assert [feature.properties["kind"] for feature in read_hazard(path).items] == ["flood"]
