"""Writes the pages that are made from the packs: python -m scripts.write_docs. A test says when they are stale."""

from collections.abc import Iterable
from pathlib import Path

from sofra.packs.load import load
from sofra.packs.reference import glossary
from sofra.types.catalogue import Indicator, Pack

DOCS = Path(__file__).parents[1] / "docs"
MADE = "*Made from the packs by `make docs`; do not edit.*"


def main() -> None:
    """Both pages, written anew."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


def pages() -> dict[str, str]:
    """Each page's name with its text."""
    return {"indicators.md": indicators(load("mk")), "glossary.md": terms()}


def indicators(pack: Pack) -> str:
    """Every indicator with its formula, source and the example worked out by hand."""
    parts = [f"# Indicators\n\n{MADE}\n\nUnknown answers leave the base. The examples are tests on every engine."]
    parts.extend(_indicator(indicator) for indicator in pack.indicators.values())
    return "\n\n".join(parts) + "\n"


def terms() -> str:
    """The words of the field, as the code and the documents use them."""
    rows = [f"| {term.term} | {term.word.get('mk', '')} | {term.meaning.get('en', '')} |" for term in glossary()]
    return "\n".join((f"# Glossary\n\n{MADE}\n\n| term | македонски | meaning |\n|---|---|---|", *rows)) + "\n"


def _indicator(indicator: Indicator) -> str:
    lines = [
        f"## {indicator.id}",
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
