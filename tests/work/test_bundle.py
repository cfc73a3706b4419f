"""A workspace in one file: handed over, opened elsewhere, the same there."""

import json
import zipfile

import pytest

from sofra.store import queries
from sofra.types.errors import Conflict, NotAllowed, SourceError
from sofra.work import people, planning, publish
from sofra.work.founding import folder_from_bundle
from sofra.work.mapping import redo
from sofra.work.packing import TABLES
from sofra.work.workspace import bundle, open_bundle


@pytest.fixture
def packed(mapped, ana, tmp_path):
    """Smalltown with a member, a plan and a map, in one file; its tables are empty afterwards."""
    people.add_member(ana, "ana", "Ana", "coordinator", password="a long enough one")
    planning.add_proposal(ana, "HOM-CARE/ALL/M")
    planning.save_version(ana)
    return bundle(ana, tmp_path / "smalltown.zip")


def empty() -> None:
    """All tables of the workspace without rows."""
    for table in reversed(TABLES):
        table.objects.all().delete()


def test_a_bundle_opened_elsewhere_holds_the_same(packed, mapped, ana):
    before = everything(mapped.id)
    empty()

    opened = open_bundle(ana, packed.path)

    assert opened.rows == packed.rows
    assert everything(mapped.id) == before


def everything(release: int) -> tuple:
    """All that pages show of a release, and the documents themselves."""
    documents = [publish.compose_document(release, template, "mk") for template in ("council_page", "social_map")]
    return (
        queries.facts(release), queries.gaps(release), queries.ranking(release), queries.proposals(release),
        queries.places(), queries.inventory(), queries.voices(), queries.rounds(), queries.plan(), queries.versions(),
        documents,
    )  # fmt: skip


def test_a_release_can_be_redone_where_the_bundle_was_opened(packed, mapped, ana):
    empty()
    open_bundle(ana, packed.path)

    assert redo(ana, mapped.id) == ()


def test_new_rows_find_free_numbers_after_a_bundle_was_opened(packed, ana):
    from sofra.work.mapping import make_map

    empty()
    open_bundle(ana, packed.path)

    assert make_map(ana).id > 1
    assert planning.save_version(ana).number == 2


def test_no_password_leaves_in_a_bundle(packed):
    with zipfile.ZipFile(packed.path) as archive:
        member = json.loads(archive.read("tables/Member.jsonl"))

    assert member["username"] == "ana"
    assert member["password"] == "!"


def test_facts_only_holds_no_answer_no_service_no_member_and_no_voice(mapped, ana, tmp_path):
    made = bundle(ana, tmp_path / "facts.zip", facts_only=True)

    with zipfile.ZipFile(made.path) as archive:
        names = {name.removeprefix("tables/").removesuffix(".jsonl") for name in archive.namelist()}
        text = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("tables/"))
    tables = {"AnnexRow", "Blob", "FactRow", "PlaceRow", "Ranking", "Release", "RunRow"}
    assert names == {*tables, "manifest.json", "workspace.toml"}
    assert b"Nobody comes up here" not in text
    assert b"Red Cross" not in text


def test_a_region_reads_the_released_facts_of_a_facts_only_bundle(mapped, ana, tmp_path):
    before = queries.facts(mapped.id)
    made = bundle(ana, tmp_path / "facts.zip", facts_only=True)
    empty()

    open_bundle(ana, made.path)

    assert queries.facts(mapped.id) == before
    assert queries.gaps(mapped.id)
    assert queries.rounds() == []


def test_a_bundle_opens_in_an_empty_workspace_only(packed, ana):
    with pytest.raises(Conflict):
        open_bundle(ana, packed.path)


def test_a_bundle_that_was_changed_on_its_way_is_refused_whole(packed, ana, tmp_path):
    other = tmp_path / "changed.zip"
    with zipfile.ZipFile(packed.path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b'"value":', b'"value":1', 1) if "FactRow" in name else content)
    empty()

    with pytest.raises(SourceError) as stopped:
        open_bundle(ana, other)

    assert stopped.value.issues[0].code == "bundle_not_whole"
    assert queries.places() == []


@pytest.mark.parametrize(
    ("content", "code"), [(b"not a zip", "bundle_not_zip"), (None, "file_absent"), (b"zip", "bundle_no_manifest")]
)
def test_what_is_no_bundle_is_named(workspace, ana, tmp_path, content, code):
    path = tmp_path / "file.zip"
    if content == b"zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("letter.txt", "Dear all")
    elif content:
        path.write_bytes(content)

    with pytest.raises(SourceError) as stopped:
        open_bundle(ana, path)

    assert stopped.value.issues[0].code == code


def test_a_name_that_leads_out_of_the_folder_is_not_followed(packed, tmp_path):
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(packed.path) as source, zipfile.ZipFile(evil, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        manifest["sha256"]["packs/../../out.txt"] = "0"
        target.writestr("manifest.json", json.dumps(manifest))
        target.writestr("workspace.toml", source.read("workspace.toml"))
        target.writestr("packs/../../out.txt", "out")

    made = folder_from_bundle(evil, tmp_path / "opened")

    assert sorted(file.name for file in made.iterdir()) == ["secret_key", "workspace.toml"]
    assert not list(tmp_path.rglob("out.txt"))


def test_only_a_coordinator_takes_the_workspace_along(mapped, besim, tmp_path):
    with pytest.raises(NotAllowed):
        bundle(besim, tmp_path / "b.zip")

    assert not list(tmp_path.glob("*.zip"))
