"""Writes the pages that are made from the packs: python -m scripts.write_docs. A test says when they are stale."""

from collections.abc import Iterable
from pathlib import Path

from sofra.packs.load import load
from sofra.packs.reference import glossary
from sofra.types.catalogue import Indicator, Pack
from sofra.types.scales import IndexRule, Scale

DOCS = Path(__file__).parents[1] / "docs"
SCALES = (
    "A scale gives facts about groups and places, never a label on a person. The examples are tests on every engine. "
    "`verified: no` marks what nobody has read in the original; a threshold that could not be verified is left out."
)
MADE = "*Made from the packs by `make docs`; do not edit.*"


def main() -> None:
    """All pages, written anew."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


def pages() -> dict[str, str]:
    """Each page's name with its text."""
    pack = load("mk")
    return {"indicators.md": indicators(pack), "scales.md": scales(pack), "glossary.md": terms()}


def indicators(pack: Pack) -> str:
    """Every indicator with its formula, source and the example worked out by hand."""
    parts = [f"# Indicators\n\n{MADE}\n\nUnknown answers leave the base. The examples are tests on every engine."]
    parts.extend(_indicator(indicator) for indicator in pack.headline.values())
    return "\n\n".join(parts) + "\n"


def scales(pack: Pack) -> str:
    """Every scale with its rule, reference, licence and indicators worked out by hand, and the index."""
    parts = [f"# Scales and index\n\n{MADE}\n\n{SCALES}"]
    for scale in pack.scales.values():
        parts.append(_scale(scale))
        wanted = dict.fromkeys((*scale.indicators, *scale.sensitivity))
        own = [one for one in wanted if pack.indicators[one].scale]
        parts.extend(_indicator(pack.indicators[one], "###") for one in own)
    parts.extend(_index(pack.index) if pack.index else ())
    return "\n\n".join(parts) + "\n"


def _scale(scale: Scale) -> str:
    lines = [
        f"## {scale.id}",
        f"{scale.label['en']} · *{scale.label.get('mk', '')}*",
        scale.rule["en"],
        *([f"Caution: {scale.caution['en']}"] if scale.caution else []),
        f"- asked of: {scale.asked_of['en']}\n- questions: `{'`, `'.join(scale.items)}`\n"
        f"- reference: {scale.reference}\n"
        f"- licence: {scale.licence['en']}\n- verified: {'yes' if scale.verified else 'no'}\n"
        f"- other cut-offs shown: {', '.join(scale.sensitivity) or 'none'}",
    ]
    return "\n\n".join(lines)


def _index(rule: IndexRule) -> Iterable[str]:
    yield f"## index\n\n{rule.label['en']} · *{rule.label.get('mk', '')}*\n\n{rule.reference}."
    yield f"Base: `{rule.base}`; poor from a weighted score of {rule.cut:g} on. An office sets its own weights."
    rows = [
        f"| {one.id} | {next(d.weight for d in rule.dimensions if d.id == one.dimension):g} | {one.dimension} | "
        f"{one.label['en']} | `{one.where}` |"
        for one in rule.deprivations
    ]
    yield "\n".join(
        ["| deprivation | dimension's weight | dimension | meaning | condition |", "|---|---|---|---|---|", *rows]
    )


def terms() -> str:
    """The words of the field, as the code and the documents use them."""
    rows = [f"| {term.term} | {term.word.get('mk', '')} | {term.meaning.get('en', '')} |" for term in glossary()]
    return "\n".join((f"# Glossary\n\n{MADE}\n\n| term | македонски | meaning |\n|---|---|---|", *rows)) + "\n"


def _indicator(indicator: Indicator, level: str = "##") -> str:
    lines = [
        f"{level} {indicator.id}",
        f"{indicator.label['en']} · *{indicator.label.get('mk', '')}*",
        "\n".join(_formula(indicator)),
    ]
    lines.extend(
        f"Example, worked out by hand: {example.note}\n\n```\n{example.rows.strip()}\n```\n\nValue: **{example.value}**"
        for example in indicator.examples
    )
    return "\n\n".join(lines)


def _formula(indicator: Indicator) -> Iterable[str]:
    yield f"- {indicator.kind} in {indicator.unit}, by {indicator.table}"
    yield f"- base: `{indicator.base or 'everybody'}`"
    yield f"- value: `{indicator.value}`" if indicator.value else f"- counted: `{indicator.where}`"
    if indicator.answered_by:
        yield f"- answered by: {indicator.answered_by}"
    if indicator.sdg:
        yield f"- SDG: {', '.join(indicator.sdg)}"
    yield f"- source: {indicator.source}"


if __name__ == "__main__":
    main()
