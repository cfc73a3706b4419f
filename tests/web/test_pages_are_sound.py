"""Every page parses, has one heading, labels, unique ids and all its sentences, in both languages, for all four."""

import pytest

pytestmark = pytest.mark.once

PAGES = [
    "/",
    "/needs/",
    "/needs/?group=PWD-A&place=TRP-H",
    "/needs/?group=nobody&place=nowhere",
    "/needs/poverty.deprived/",
    "/needs/on-no-list/",
    "/needs/on-no-list/?group=OLD",
    "/needs/registers/",
    "/needs/quality/",
    "/needs/?place=TRP-14",
    "/needs/lacks.home_care/",
    "/why/?indicator=poverty.deprived&place=TRP&group=ALL",
    "/why/?indicator=housing.cold&place=TRP-14&group=ALL",
    "/why/?indicator=food.severe&place=TRP&group=ALL",
    "/why/?indicator=lacks.home_care:people&place=TRP-P&group=PWD-A",
    "/needs/registers/?group=PWD-A",
    "/needs/furthest/",
    "/resources/reach/",
    "/resources/reach/?kind=FAC-HEALTH&mode=walk&measure=reach&usable=yes",
    "/needs/scales/",
    "/needs/scales/index/",
    "/needs/scales/fies/",
    "/needs/scales/fies/?indicator=food.severe",
    "/needs/scales/vulnerability/?indicator=nonsense",
    "/needs/scales/wg_ss_enhanced/",
    "/needs/scales/arope/",
    "/gaps/",
    "/gaps/?as=table&measure=coverage",
    "/gaps/?as=chart",
    "/gaps/?service=COM-DAY&measure=minutes",
    "/gaps/?service=x&group=y&measure=z&as=w",
    "/gaps/place/TRP-14/",
    "/plan/where/",
    "/why/?indicator=gap.without.HOM-CARE&place=TRP&group=ALL",
    "/resources/",
    "/resources/?q=centre&status=active",
    "/resources/?q=no-such-service",
    "/resources/?stale=yes&free=yes&group=OLD&provider=PR-04&licence=yes",
    "/resources/SV-01/",
    "/resources/SV-23/",
    "/resources/SV-11/section/when/",
    "/resources/SV-11/section/where/",
    "/resources/SV-11/section/staff/",
    "/resources/all/providers/",
    "/resources/all/providers/?sector=civil&stale=yes",
    "/resources/all/providers/PR-05/",
    "/resources/all/sites/",
    "/resources/all/sites/S-03/",
    "/resources/all/sites/S-24/",
    "/resources/all/contracts/",
    "/resources/all/contracts/C-01/",
    "/resources/all/equipment/?q=van",
    "/resources/all/equipment/EQ-01/",
    "/resources/all/planned/",
    "/resources/all/planned/PL-01/",
    "/resources/all/assets/",
    "/resources/all/assets/?asset_kind=school",
    "/resources/all/assets/AS-01/",
    "/priorities/",
    "/priorities/?w_size=5&w_severity=0",
    "/plan/",
    "/follow-up/",
    "/report/",
    "/prepare/",
    "/prepare/held/",
]
OWN = [
    "/resources/all/providers/new/",
    "/resources/all/sites/new/",
    "/resources/all/contracts/new/?service=SV-01",
    "/resources/all/equipment/new/?site=S-03",
    "/resources/all/planned/new/",
    "/resources/all/assets/new/",
    "/resources/all/assets/new/?asset_kind=school",
    "/resources/workbook/",
    "/resources/new/",
    "/plan/new/",
    "/gaps/propose/?gap=HOM-CARE/ALL/TRP",
]


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_for_the_coordinator_and_for_the_guest(sign_in, path, lang):
    assert sign_in("ana", lang).get(path)
    assert sign_in("guest", lang).get(path)


@pytest.mark.parametrize("lang", ["en", "mk"])
@pytest.mark.parametrize("path", OWN)
def test_a_page_for_changing_something_is_sound(sign_in, path, lang):
    assert sign_in("ana", lang).get(path)


def test_every_import_and_every_held_row_has_a_sound_page(sign_in, ana):
    from sofra.store import queries

    for lang in ("en", "mk"):
        reader = sign_in("besim", lang)
        for upload in queries.imports():
            reader.get(f"/prepare/{upload.id}/")
        for note in queries.held():
            reader.get(f"/prepare/held/{note.id}/")


@pytest.mark.parametrize(("lang", "words"), [("en", "Fictional municipality"), ("mk", "Измислена општина")])
def test_the_demo_says_on_every_page_that_it_is_fictional(sign_in, lang, words):
    for path in ("/", "/gaps/", "/plan/", "/report/", "/nothing-here/"):
        assert words in sign_in("ana", lang).get(path, 404 if "nothing" in path else 200)


@pytest.mark.parametrize(("lang", "words"), [("en", "There is no page"), ("mk", "нема страница")])
def test_a_missing_page_says_so_in_the_readers_language(sign_in, lang, words):
    assert words in sign_in("ana", lang).get("/nothing-here/", 404)


def test_a_page_keeps_to_its_own_files(ana):
    answer = ana.client.get("/")

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "<script>" not in answer.content.decode()


def test_the_preview_of_a_report_carries_its_own_style_and_no_script(ana):
    answer = ana.client.get("/report/preview/?template=council_page&lang=mk")

    assert answer.status_code == 200
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert '<html lang="mk">' in answer.content.decode()
