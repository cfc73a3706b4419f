"""The walk-through: its page's own commands, on the real files, give reports whose numbers are R's."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from pathlib import Path

import pypdf
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "walkthrough.md"
SCRIPTS = ROOT / "tests" / "spec" / "r"
SHARED = Path(os.environ.get("SOFRA_SHARED", ROOT.parent / "shared"))
COMMAND = "import sys; from sofra.cli.main import main; sys.exit(main())"
NUMBERS = ("value", "se", "low", "high", "n", "df")
CLOSE = 1e-6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SHARED / "data" / "talafar_water_2021").is_dir(),
        reason=f"LEFT OUT: no real files in {SHARED}; set SOFRA_SHARED to the shared folder",
    ),
]


@dataclass(frozen=True, slots=True)
class Walk:
    """The folder in which the page's commands ran, and what each said."""

    folder: Path
    said: Mapping[str, str]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Every command of the page, in its order, in a folder that looks like the repository beside the shared data."""
    above = tmp_path_factory.mktemp("walkthrough")
    (above / "shared").symlink_to(SHARED.resolve(), target_is_directory=True)
    folder = above / "sofra"
    shutil.copytree(PAGE.parent, folder / "docs")
    said = {}
    for command in commands():
        done = sofra(shlex.split(command)[1:], folder)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said[command] = done.stdout + done.stderr
    return Walk(folder, said)


def blocks(kind: str) -> list[str]:
    """The code blocks of one kind on the page."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """All lines of the page's shell blocks."""
    return [line for block in blocks("sh") for line in block.splitlines() if line]


def sofra(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """One command as a person runs it: a process of its own."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("SOFRA_", "DJANGO_"))}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    given = [sys.executable, "-c", COMMAND, *arguments]
    return subprocess.run(given, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def released(bundle: Path) -> dict[tuple[str, str], Mapping[str, object]]:
    """Everybody's facts of a bundle, by indicator and place."""
    with zipfile.ZipFile(bundle) as archive:
        facts = [json.loads(line) for line in archive.read("tables/FactRow.jsonl").splitlines()]
    return {(fact["indicator"], fact["place"]): fact for fact in facts if fact["group"] == "ALL"}


def held_rows(walk: Walk, data: str) -> list[int]:
    """The rows of a file that the import held, by their number among the answers; as many as it said it held."""
    said = next(text for command, text in walk.said.items() if data in command and "Accepted from" in text)
    told = re.search(r"good, (nothing|[\d,]+) held", said)
    rows = sorted({int(row) - 1 for row in re.findall(r", row (\d+)", said)})
    assert told is not None
    assert len(rows) == (0 if told[1] == "nothing" else int(told[1].replace(",", "")))
    return rows


def computed_by_r(walk: Walk, script: str, data: str) -> list[dict[str, str]]:
    """The same estimates from the raw file less the rows that are held."""
    held, out = walk.folder / f"{script}_held.txt", walk.folder / f"{script}.csv"
    held.write_text("".join(f"{row}\n" for row in held_rows(walk, data)), encoding="utf-8")
    file = SHARED / "data" / data
    given = ["Rscript", "--vanilla", SCRIPTS / f"walkthrough_{script}.R", SCRIPTS, file, held, out]
    subprocess.run(given, check=True, capture_output=True, timeout=300)
    with out.open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def test_every_sentence_that_the_page_shows_was_said(walk: Walk) -> None:
    everything = {line for said in walk.said.values() for line in said.splitlines()}

    shown = [line for block in blocks("text") for line in block.splitlines() if line]

    assert [line for line in shown if line not in everything] == []


@pytest.mark.parametrize("place", ["talafar", "eusilc"])
def test_a_report_from_a_country_without_a_pack_tells_no_other_country_s_law(walk: Walk, place: str) -> None:
    pages = pypdf.PdfReader(walk.folder / f"walk/{place}.pdf").pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())

    assert "This report was made without a country's pack" in words.replace("’", "'")
    assert "Law on Social Protection" not in words
    assert "Macedonia" not in words


def test_the_indicator_on_the_page_is_the_file(walk: Walk) -> None:
    file = walk.folder / "docs/walkthrough/talafar/packs/indicators/water.trucked.toml"

    assert blocks("toml") == [file.read_text(encoding="utf-8")]


def test_the_sample_frame_counts_interviews_and_not_households() -> None:
    with (SHARED / "data/talafar_water_2021/sample_frame.csv").open(encoding="utf-8") as file:
        planned = sum(int(row["Total.no.of.HH"]) for row in csv.DictReader(file))

    assert f"adds up to {planned}," in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "data"),
    [("talafar", "talafar_water_2021/raw_data.csv"), ("eusilc", "eusilc/eusilc.csv")],
)
def test_the_released_numbers_are_those_of_r(walk: Walk, script: str, data: str) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("LEFT OUT: R with its package survey is not installed")
    facts = released(walk.folder / f"walk/{script}.zip")

    theirs = computed_by_r(walk, script, data)

    compared = [line for line in theirs if facts[line["indicator"], line["place"]]["status"] != "suppressed"]
    assert [told for line in compared for told in differences(facts[line["indicator"], line["place"]], line)] == []
    assert {line["indicator"].partition(":")[0] for line in compared} == {
        line["indicator"].partition(":")[0] for line in theirs
    }
    for number in NUMBERS:
        known = [line for line in compared if line[number] not in ("", "NA")]
        assert len(known) > len(compared) / 2, f"{number} was hardly compared"


def differences(fact: Mapping[str, object], line: Mapping[str, str]) -> list[str]:
    """Each number of the fact that is not R's. R's script says NA where nobody or everybody said yes."""
    found = []
    for number in NUMBERS:
        ours, theirs = fact[number], line[number]
        if theirs in ("", "NA"):
            if number == "se" and ours is not None:
                found.append(f"{fact['indicator']} {fact['place']}: an error where R has none")
        elif not isinstance(ours, int | float) or not isclose(ours, float(theirs), rel_tol=CLOSE, abs_tol=1e-12):
            found.append(f"{fact['indicator']} {fact['place']} {number}: {ours}, R says {theirs}")
    return found


def test_a_number_that_is_off_would_be_found() -> None:
    line = dict.fromkeys(NUMBERS, "0.5")

    assert differences({"indicator": "x", "place": "M", **dict.fromkeys(NUMBERS, 0.5)}, line) == []
    assert len(differences({"indicator": "x", "place": "M", **dict.fromkeys(NUMBERS, 0.500002)}, line)) == len(NUMBERS)


def test_few_answers_are_withheld_in_the_real_survey(walk: Walk) -> None:
    facts = released(walk.folder / "walk/talafar.zip")

    small = [fact for fact in facts.values() if fact["indicator"] == "water.trucked" and fact["place"] in ("B4", "r1")]

    assert [(fact["status"], fact["value"]) for fact in small] == [("suppressed", None)] * 2


def test_no_settlement_of_the_map_got_a_gap_that_nobody_asked_about(walk: Walk) -> None:
    facts = released(walk.folder / "walk/north_macedonia.zip")

    gaps = [
        fact for (indicator, _), fact in facts.items() if indicator.startswith("gap.") and fact["value"] is not None
    ]
    minutes = [fact for (indicator, _), fact in facts.items() if indicator == "minutes.FAC-HEALTH"]

    assert gaps == []
    assert len(minutes) > 2000
    assert all(fact["value"] is not None and fact["value"] >= 0 for fact in minutes)


@pytest.mark.parametrize("name", ["talafar", "eusilc", "north_macedonia"])
def test_the_report_is_a_pdf_that_names_its_numbers(walk: Walk, name: str) -> None:
    file = walk.folder / f"walk/{name}.pdf"

    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True).stdout.decode()

    expected = {
        "talafar": ["Households that get water by truck", "Iraqi dinars", "no weights were given"],
        "eusilc": ["income year 2005", "Vorarlberg", "6,000"],
        "north_macedonia": ["as the crow flies", "Health point", "The way to the services"],
    }[name]
    assert [words for words in expected if words not in told] == []


def test_the_macedonian_report_opens_in_word(walk: Walk) -> None:
    from docx import Document

    document = Document(str(walk.folder / "walk/talafar_mk.docx"))

    cells = {cell.text for table in document.tables for cell in table.columns[0].cells}
    assert "Домаќинства што добиваат вода со цистерна" in cells
