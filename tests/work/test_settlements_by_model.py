"""An office that asks for Fay and Herriot's model gets it in its release, and the release can be done again."""

from tests.smalltown import FILES, answers, bring

from sofra.store import queries
from sofra.types.fact import SpreadKind, Status
from sofra.work.mapping import make_map, redo

VILLAGES = [f"V{number}" for number in range(12)]
SETTLEMENTS = "\n".join(
    [
        "code,name,kind,parent,lon,lat,households,f_0_17,f_18_64,f_65_plus,m_0_17,m_18_64,m_65_plus",
        "M,Smalltown,municipality,,21.80,41.50,1200,300,900,240,300,900,240",
        "A,Plain,area,M,21.80,41.50,1200,300,900,240,300,900,240",
        *(f"{code},{code},settlement,A,21.8{n:02},41.50,100,25,75,20,25,75,20" for n, code in enumerate(VILLAGES)),
        "A1,Town,settlement,A,21.80,41.50,0,0,0,0,0,0,0",
        "B1,High,settlement,A,21.80,41.50,0,0,0,0,0,0,0\n",
    ]
)


def survey() -> str:
    """220 households in ten of the twelve villages."""
    head, *rows = answers(220).splitlines()
    moved = [row.split(",") for row in rows]
    for number, cells in enumerate(moved):
        cells[1], cells[2] = VILLAGES[number % 10], "A"
        cells[3] = f"{VILLAGES[number % 10]}-{number // 10 % 3}"
        cells[4] = "60"
    return "\n".join([head, *(",".join(cells) for cells in moved), ""])


def town(folder, how: str) -> None:
    for name, text, kind in FILES:
        bring(name, SETTLEMENTS if kind == "settlements" else text, kind)
    bring("survey.csv", survey(), "answers")
    folder.mkdir()
    (folder / "gate.toml").write_text(f'settlements = "{how}"\n', encoding="utf-8")


def modelled(release: int) -> dict[tuple[str, str], object]:
    return {
        (fact.cell.indicator, fact.cell.place): fact
        for fact in queries.facts(release)
        if fact.reason.startswith("model.") and not fact.cell.indicator.startswith("gap")
    }


def test_the_model_speaks_where_the_office_asks_for_it_and_a_release_can_be_done_again(workspace, ana):
    town(workspace / "packs", "fay_herriot")

    release = make_map(ana)

    found = modelled(release.id)
    fact = found["needs.home_care", "V11"]
    assert (fact.reason, fact.status) == ("model.fay_herriot_unasked", Status.UNRELIABLE)
    assert fact.spread.kind is SpreadKind.MODEL
    assert 0 <= fact.spread.low < fact.value < fact.spread.high <= 1
    assert any(one.reason == "model.fay_herriot" for one in found.values())
    assert redo(ana, release.id) == ()


def test_the_areas_share_speaks_where_the_office_says_nothing_else(workspace, ana):
    town(workspace / "packs", "area_rate")

    release = make_map(ana)

    assert {fact.reason for fact in modelled(release.id).values()} == {"model.area_rate"}
