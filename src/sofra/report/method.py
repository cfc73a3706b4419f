"""Chapter 4: how the numbers were made, and what they cannot say."""

from sofra.report import further
from sofra.report.pieces import table
from sofra.report.view import View
from sofra.types.document import Block, Bullets, Paragraph, Section
from sofra.types.evidence import SampleNote


def chapter(view: View) -> Section:
    """Sources, sample, weights, intervals, the gate, gaps and ranks, and the limits."""
    last = further.section(view)
    parts = (_sources(view), _sample(view), _estimates(view), _gate(view), _ranks(view), *([last] if last else []))
    return Section(view.say("chapter.method"), (Paragraph(view.say("method.intro")),), (*parts, _limits(view)))


def sample_rows(view: View, sample: SampleNote) -> list[tuple[str, str]]:
    """The sample in numbers, one line each; also for the annex."""
    number, date = view.texts.number, view.texts.date
    effective = number(sample.people / sample.deff_weights) if sample.deff_weights else "–"
    rows = [
        ("households", number(sample.households)),
        *([("people", number(sample.people))] if sample.people else []),
        ("held", number(sample.held)),
        ("strata", number(sample.strata)),
        ("units", number(sample.units)),
        ("lonely", number(sample.lonely)),
        ("deff", number(sample.deff_weights, 2)),
        *([("effective", effective)] if sample.people else []),
        ("weights", view.say("range", low=number(sample.weight_low, 1), high=number(sample.weight_high, 1))),
    ]
    if sample.raked:
        rows.append(("raked", ", ".join(sample.raked)))
    if sample.first_day and sample.last_day:
        days = view.say("range_long", low=date(sample.first_day), high=date(sample.last_day))
        rows.insert(0, ("days", days))
    return [(view.say(f"sample.{key}"), value) for key, value in rows]


def margins(view: View, sample: SampleNote) -> str:
    """What the weights were fitted to, in words."""
    keys = [f"report.margins.{margin}" for margin in sample.margins]
    named = [
        view.texts.say(key) if view.texts.knows(key) else margin
        for key, margin in zip(keys, sample.margins, strict=True)
    ]
    return ", ".join(named)


def weighted(view: View, sample: SampleNote) -> str:
    """For how many each household stands, and why."""
    if sample.margins:
        return view.say("method.fitted", margins=margins(view, sample))
    return view.say("method.not_fitted" if sample.probability else "method.not_weighted")


def _sources(view: View) -> Section:
    material = view.material
    have = (
        ("survey", material.sample is not None),
        ("inventory", bool(material.inventory.services)),
        ("registers", bool(material.registers)),
        ("voices", bool(material.voices)),
        ("stakeholders", bool(material.stakeholders)),
        ("measures", bool(material.measures)),
        ("population", any(part.sex for place in material.places for part in place.population)),
        ("hazards", bool(material.hazards)),
    )
    rows = [(view.say(f"method.source_{k}"), view.say("method.used" if got else "method.not_used")) for k, got in have]
    return Section(view.say("section.sources"), (table(view, "sources", rows, "ll"),))


def _sample(view: View) -> Section:
    sample = view.material.sample
    if sample is None:
        return Section(view.say("section.sample"), (Paragraph(view.say("method.no_sample")),))
    blocks: list[Block] = [
        Paragraph(view.say("method.random" if sample.probability else "method.not_random")),
        *([Paragraph(recruited)] if (recruited := further.recruited(view)) else []),
        table(view, "sample", sample_rows(view, sample), "lr"),
    ]
    if sample.lonely:
        blocks.append(Paragraph(view.say(f"method.lonely_{sample.rule}", n=sample.lonely)))
    blocks.append(Paragraph(weighted(view, sample)))
    return Section(view.say("section.sample"), tuple(blocks))


def _estimates(view: View) -> Section:
    sample = view.material.sample
    inside = ("two_stages",) if sample is not None and sample.stages > 1 else ()
    keys = ("estimate", "interval", *inside, "interval_reading", "rounding")
    return Section(view.say("section.estimates"), tuple(Paragraph(view.say(f"method.{key}")) for key in keys))


def _gate(view: View) -> Section:
    rules = view.pack.gate
    items = (
        view.say("method.gate_base", n=rules.least_base),
        view.say("method.gate_hits", n=rules.least_hits),
        view.say("counts.special", n=rules.special_hits),
        view.say("method.gate_second"),
        _precision(view),
        view.say(f"counts.counts_{rules.counts}", **_protected(view)),
        view.say("method.gate_caution", n=rules.reliable_base, points=view.texts.number(rules.widest_interval * 100)),
    )
    return Section(view.say("section.gate"), (Paragraph(view.say("method.gate")), Bullets(items)))


def _precision(view: View) -> str:
    rules = view.pack.gate
    if rules.precision == "bands":
        return view.say("counts.precision_bands", n=rules.bands_least, full=rules.bands_full)
    relative, narrow = view.texts.percent(rules.widest_relative), view.texts.number(rules.narrow * 100)
    n, df = rules.reliable_effective, rules.least_df
    return view.say("counts.precision_nchs", n=n, relative=relative, narrow=narrow, df=df)


def _protected(view: View) -> dict[str, int]:
    rules = view.pack.gate
    if rules.counts == "round":
        return {"plain": rules.plain_base, "special": rules.special_base}
    return {"plain": rules.plain_count, "special": rules.special_count}


def _ranks(view: View) -> Section:
    keys = ("gap", "coverage", "shared", "axes", "firm")
    return Section(view.say("section.formulas"), tuple(Paragraph(view.say(f"method.{key}")) for key in keys))


def _limits(view: View) -> Section:
    sample, items = view.material.sample, []
    if sample is None or not sample.probability:
        items.append(view.say("limits.not_random"))
    items += [view.say("limits.households"), view.say("limits.self_report"), view.say("limits.small_groups")]
    if view.material.inventory.services:
        items.append(view.say("limits.straight_line"))
    items.append(view.say("limits.no_documents"))
    if not view.material.voices:
        items.append(view.say("limits.no_voices"))
    items.append(view.say("limits.no_benchmark"))
    return Section(view.say("section.limits"), (Bullets(tuple(items)),))
