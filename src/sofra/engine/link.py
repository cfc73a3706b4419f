"""Which rows of several lists are one person, by pseudonyms only: Splink on DuckDB in memory, rules for small lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sofra.types.hidden import Trace

if TYPE_CHECKING:
    from splink import Linker

SURE, ASK = 0.95, 0.3
"""From SURE on two rows are one person; between ASK and SURE a person decides; below they are two."""

FEWEST_ROWS, FEWEST_PAIRS = 30, 10
"""With fewer rows, or fewer pairs that agree in birth and surname, nothing can be trained."""

MOST_SAMPLED = 200_000
NAMES = ("given", "surname")
COLUMNS = (
    "given", "surname", "given_sound", "surname_sound", "whole", "born", "born_either", "year", "day", "sex",
    "settlement",
)  # fmt: skip
POINTS: Mapping[str, Mapping[str, float]] = {
    "born": {"same": 3, "either": 2, "year": 1, "day": 1, "differs": -3},
    "surname": {"same": 2, "sound": 2, "near": 1.5, "differs": -0.5},
    "given": {"same": 2, "sound": 2, "near": 1.5, "differs": -1},
    "settlement": {"same": 0.5},
    "sex": {"differs": -2},
}
"""What each agreement counts where nothing could be trained."""

SURE_POINTS, ASK_POINTS = 6.5, 5.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows, by their position, that may be one person: how likely (0 to 1), and how each field agrees.

    `agree` has for each field "same", "sound", "near", "either", "year", "day" or "differs"; a field that one of
    them lacks is absent.
    """

    one: int
    other: int
    likelihood: float
    agree: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Linked:
    """The pairs from ASK upwards, likeliest first; `by` is "codes", "splink" or "rules"."""

    pairs: Sequence[Pair]
    by: str


def link(traces: Sequence[Trace], *, seed: int) -> Linked:
    """Pairs of rows that are, or may be, one person; the same for the same rows and seed.

    Equal codes or personal numbers are one person, two different personal numbers never are. The rest is compared
    field by field (Fellegi and Sunter 1969, trained by Splink); with too few rows, or without Splink, by points.
    Nothing leaves the machine.
    """
    found = dict(_exact(traces))
    named = [place for place, trace in enumerate(traces) if _named(trace)]
    if not named:
        return Linked(_ordered(found.values()), "codes")
    trained = len(named) >= FEWEST_ROWS and _installed() and _trainable([traces[place] for place in named])
    told = _by_splink(traces, named, seed) if trained else _by_rules(traces, named)
    for pair in told:
        if (pair.one, pair.other) not in found and not _apart(traces[pair.one], traces[pair.other]):
            found[(pair.one, pair.other)] = pair
    return Linked(_ordered(found.values()), "splink" if trained else "rules")


def compared(one: Trace, other: Trace) -> dict[str, str]:
    """How two rows agree, field by field."""
    out: dict[str, str] = {}
    for name in NAMES:
        if level := _name(one, other, name):
            out[name] = level
    birth = ("born", "same"), ("born_either", "either"), ("day", "day"), ("year", "year")
    agreed = next((level for mark, level in birth if _same(one, other, mark)), "")
    if agreed or _both(one, other, "year"):
        out["born"] = agreed or "differs"
    for name in ("sex", "settlement", "number", "code"):
        if _both(one, other, name):
            out[name] = "same" if _same(one, other, name) else "differs"
    return out


def _name(one: Trace, other: Trace, name: str) -> str:
    if not _both(one, other, name):
        return ""
    if _same(one, other, name):
        return "same"
    if _same(one, other, f"{name}_sound") or _same(one, other, "whole"):
        return "sound"
    return "near" if set(one.near.get(name, ())) & set(other.near.get(name, ())) else "differs"


def _both(one: Trace, other: Trace, mark: str) -> bool:
    return mark in one.marks and mark in other.marks


def _same(one: Trace, other: Trace, mark: str) -> bool:
    return _both(one, other, mark) and one.marks[mark] == other.marks[mark]


def _named(trace: Trace) -> bool:
    return bool({"given", "surname"} & set(trace.marks)) and "year" in trace.marks


def _apart(one: Trace, other: Trace) -> bool:
    return _both(one, other, "number") and not _same(one, other, "number")


def _exact(traces: Sequence[Trace]) -> Iterator[tuple[tuple[int, int], Pair]]:
    for pair in sorted(_blocked(traces, range(len(traces)), (("code",), ("number",)))):
        one, other = pair
        yield pair, Pair(one, other, 1.0, compared(traces[one], traces[other]))


def _by_rules(traces: Sequence[Trace], named: Sequence[int]) -> Iterator[Pair]:
    blocks = (("born",), ("born_either",), ("whole",), ("surname_sound", "year"), ("given_sound", "year"))
    for one, other in sorted(_blocked(traces, named, blocks)):
        agree = compared(traces[one], traces[other])
        points = sum(POINTS[field].get(level, 0) for field, level in agree.items() if field in POINTS)
        if points >= ASK_POINTS:
            yield Pair(one, other, 0.99 if points >= SURE_POINTS else 0.7, agree)


def _blocked(traces: Sequence[Trace], places: Iterable[int], blocks: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Pairs that agree in all marks of at least one block."""
    found: dict[tuple[str, ...], list[int]] = {}
    for place in places:
        for block in blocks:
            if all(mark in traces[place].marks for mark in block):
                key = (*block, *(traces[place].marks[mark] for mark in block))
                found.setdefault(key, []).append(place)
    return {pair for same in found.values() for pair in combinations(same, 2)}


def _ordered(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (-pair.likelihood, pair.one, pair.other)))


def _installed() -> bool:
    from importlib.util import find_spec

    return find_spec("splink") is not None


def _trainable(traces: Sequence[Trace]) -> bool:
    agreeing = _blocked(traces, range(len(traces)), (("born", "surname_sound"), ("whole", "year")))
    return len(agreeing) >= FEWEST_PAIRS


def _by_splink(traces: Sequence[Trace], named: Sequence[int], seed: int) -> Iterator[Pair]:
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    rows = [_row(place, traces[place]) for place in named]
    # One thread: sums of many threads differ in the last digits from run to run.
    api = DuckDBAPI(connection=duckdb.connect(config={"threads": 1}))
    linker = Linker(api.register(pa.Table.from_pylist(rows)), _settings(_used(rows)), log_level="ERROR")
    _train(linker, seed)
    predicted = linker.inference.predict(threshold_match_probability=ASK).as_record_list()
    for found in predicted:
        one, other = sorted((int(found["unique_id_l"]), int(found["unique_id_r"])))
        yield Pair(one, other, round(float(found["match_probability"]), 6), compared(traces[one], traces[other]))


def _row(place: int, trace: Trace) -> dict[str, Any]:
    near = {f"{name}_near": list(trace.near.get(name, ())) for name in NAMES}
    return {"unique_id": place, **{name: trace.marks.get(name) for name in COLUMNS}, **near}


def _used(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The fields that enough rows have and that are not the same for all."""
    used = []
    for name in ("given", "surname", "born", "sex", "settlement"):
        there = [row["year" if name == "born" else name] for row in rows]
        filled = [value for value in there if value is not None]
        if len(filled) * 5 >= len(rows) and len(set(filled)) > 1:
            used.append(name)
    return used


def _settings(used: Sequence[str]) -> Any:
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(name) for name in used],
        blocking_rules_to_generate_predictions=[
            block_on("born"),
            block_on("born_either"),
            block_on("whole"),
            block_on("surname_sound", "year"),
            block_on("given_sound", "year"),
            block_on("surname_sound", "day"),
            block_on("given_sound", "day"),
            block_on("given_sound", "surname_sound"),
        ],
        retain_matching_columns=False,
    )


def _comparison(name: str) -> Any:
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons

    if name in NAMES:
        steps = [
            levels.NullLevel(name),
            levels.ExactMatchLevel(name),
            levels.CustomLevel(f"{name}_sound_l = {name}_sound_r or whole_l = whole_r", "sounds the same"),
            levels.CustomLevel(f"list_has_any({name}_near_l, {name}_near_r)", "one letter apart"),
        ]
    elif name == "born":
        steps = [
            levels.NullLevel("year"),
            levels.ExactMatchLevel("born"),
            levels.ExactMatchLevel("born_either"),
            levels.CustomLevel("year_l = year_r or day_l = day_r", "the year or the day"),
        ]
    else:
        return comparisons.ExactMatch(name)
    return comparisons.CustomComparison(output_column_name=name, comparison_levels=[*steps, levels.ElseLevel()])


def _train(linker: "Linker", seed: int) -> None:
    from splink import block_on

    train = linker.training
    certain: list[Any] = [block_on("born", "surname_sound"), block_on("born", "given_sound"), block_on("whole", "year")]
    train.estimate_probability_two_random_records_match(certain, recall=0.9)
    train.estimate_u_using_random_sampling(max_pairs=MOST_SAMPLED, seed=seed)
    for block in (block_on("born"), block_on("given_sound", "surname_sound")):
        train.estimate_parameters_using_expectation_maximisation(block)
