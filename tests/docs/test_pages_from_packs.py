"""The pages that are made from the packs say what the packs say today."""

import pytest
from scripts.write_docs import DOCS, pages


@pytest.mark.parametrize("name", ["indicators.md", "scales.md", "glossary.md"])
def test_the_page_is_as_the_packs_are(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name]
