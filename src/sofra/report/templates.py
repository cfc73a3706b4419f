"""The reports that there are: one line each."""

from collections.abc import Callable
from typing import TypeAlias

from sofra.packs.texts import Texts
from sofra.report import council_page, disaster_plan, social_map
from sofra.report.material import Material
from sofra.types.catalogue import Pack
from sofra.types.document import Document
from sofra.types.errors import NotFound, stop

Compose: TypeAlias = Callable[[Material, Texts, Pack], Document]

TEMPLATES: dict[str, Compose] = {
    "social_map": social_map.compose,
    "council_page": council_page.compose,
    "disaster_plan": disaster_plan.compose,
}


def compose(template: str, material: Material, texts: Texts, pack: Pack) -> Document:
    """The report of this name. Raises NotFound naming the known ones."""
    if template not in TEMPLATES:
        raise stop(NotFound, "template_unknown", template=template, known=", ".join(TEMPLATES))
    return TEMPLATES[template](material, texts, pack)
