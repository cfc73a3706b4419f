"""On no list, and Registers that disagree, as pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.store import queries

pytestmark = pytest.mark.once

ROWS = "ime,prezime,datum na rođenje\n" + "\n".join(f"Ana{n},K{n},19{40 + n}-01-01" for n in range(12))


def upload(reader, name: str, content: str, group: str = "OLD"):
    file = SimpleUploadedFile("lista.csv", content.encode())
    return reader.client.post("/needs/on-no-list/", {"file": file, "group": group, "name": name})


@pytest.mark.parametrize(("lang", "words"), [("en", "are on no list"), ("mk", "не се на ниту еден список")])
def test_the_estimate_of_the_demo_stands_in_a_sentence(sign_in, lang, words):
    for username in ("ana", "guest"):
        assert words in sign_in(username, lang).get("/needs/on-no-list/")


def test_a_guest_sees_the_estimate_and_no_row_of_a_list(guest):
    page = guest.get("/needs/on-no-list/")

    assert "Pairs to look at" not in page
    assert 'type="file"' not in page


def test_a_list_is_brought_and_its_names_are_on_no_page(ana):
    answer = upload(ana, "Club", ROWS.replace("datum na rođenje", "when"))
    assert answer.status_code == 422  # a column that nobody understands
    answer = upload(ana, "Club", ROWS)

    assert answer.status_code == 302
    page = ana.get("/needs/on-no-list/?group=OLD")
    assert "Club" in page
    assert "Ana3" not in page


def test_what_is_wrong_with_a_list_is_told_on_the_page(ana):
    answer = upload(ana, "Club", "a,b\n1,2\n")

    assert answer.status_code == 422
    assert "No column of the list says who somebody is" in answer.content.decode()
    assert "No file was chosen" in ana.post("/needs/on-no-list/", 422, group="OLD", name="x")


def test_a_pair_is_decided_and_the_page_says_so(ana):
    pair = queries.uncertain("PWD-C")[0]

    to = ana.post(f"/needs/on-no-list/pair/{pair.id}/", said="same")

    assert "The decision is kept" in ana.get(to)


def test_lists_are_deleted_and_the_estimate_stays(ana):
    to = ana.post("/needs/on-no-list/erase/", group="PWD-C")

    page = ana.get(to)
    assert "are on no list" in page
    assert "The lists were deleted" in page
    assert "The estimate is deleted" in ana.get(ana.post("/needs/on-no-list/forget/", group="PWD-C"))


def test_linking_is_long_work(ana):
    to = ana.post("/needs/on-no-list/link/", group="PWD-C")

    assert "Linking lists of people" in ana.get(to)


def test_a_collector_may_not_link(sign_in):
    sign_in("besim").post("/needs/on-no-list/link/", 403, group="PWD-C")


def test_the_tables_come_as_workbooks(ana):
    for path in ("/needs/on-no-list/sheet.xlsx", "/needs/registers/sheet.xlsx"):
        assert ana.client.get(path).content[:2] == b"PK"


def test_registers_that_disagree_are_explained_in_words(ana):
    page = ana.get("/needs/registers/?group=PWD-A")
    assert "neither is the official one" in page
    assert "2,562" in page or "Association" in page

    to = ana.post("/needs/registers/explain/", group="PWD-A", place="TRP", note="The centre counts findings only.")

    assert "The centre counts findings only." in ana.get(to.partition("#")[0])


def test_an_empty_workspace_has_an_empty_page(empty_workspace):
    from django.test import Client

    from sofra.store.people import Member

    member = Member.objects.create_user("ana", password="x-long-password-1", name="Ana", role="coordinator")
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["sofra_language"] = "en"

    assert "No lists of this group yet" in client.get("/needs/on-no-list/").content.decode()
    assert "No two registers disagree" in client.get("/needs/registers/").content.decode()
