"""The material as chapters look at it: names in the reader's language, facts by their address, sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.packs.texts import Gap as Value
from sofra.packs.texts import Texts
from sofra.report.material import Material
from sofra.types.catalogue import Pack
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, Label, PlaceId, ServiceKind
from sofra.types.place import Place

Address = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class View:
    """Material, sentences and catalogue together; `index` finds a fact by indicator, place and group."""

    material: Material
    texts: Texts
    pack: Pack
    index: Mapping[Address, Fact]

    def say(self, key: str, **gaps: Value) -> str:
        """A sentence of the report's texts."""
        return self.texts.say(f"report.{key}", **gaps)

    def name(self, label: Label) -> str:
        """A label in the reader's language."""
        return self.texts.name(label)

    def fact(self, indicator: str, place: PlaceId | None = None, group: GroupId = EVERYONE) -> Fact | None:
        """The fact at this address; the place is the municipality when none is given."""
        where = place if place is not None else self.home
        return self.index.get((indicator, where, group)) if where is not None else None

    def place(self, place: PlaceId | None) -> str:
        """The place's name; the municipality's when there is none."""
        found = next((p for p in self.material.places if p.id == place), None)
        return self.name(found.name) if found else self.name(self.material.municipality.name)

    def group(self, group: GroupId) -> str:
        """The group's name."""
        found = self.pack.groups.get(group)
        return self.name(found.label) if found else self.texts.say("everyone.label") if group == EVERYONE else group

    def service(self, kind: ServiceKind) -> str:
        """The service's name; its code when no pack knows it."""
        found = self.pack.services.get(kind)
        return self.name(found.label) if found else kind

    def indicator(self, indicator: str) -> str:
        """The indicator's name, also for its number of people; its code when no pack knows it."""
        found = self.pack.indicators.get(IndicatorId(indicator.removesuffix(":people")))
        return self.name(found.label) if found else indicator

    def short(self, indicator: str) -> str:
        """The indicator's name without the people whom it is about ("Need day care: share of people"), for tables."""
        return self.indicator(indicator).partition(": ")[0]

    @property
    def home(self) -> PlaceId | None:
        """The municipality's place; the only place of the facts when nobody gave a list of places."""
        found = next((p.id for p in self.material.places if p.kind == "municipality"), None)
        return found or next((fact.cell.place for fact in self.material.facts), None)

    def kind(self, kind: str) -> Sequence[Place]:
        """The places of one kind: "area", "settlement"."""
        return tuple(p for p in self.material.places if p.kind == kind)

    def groups(self) -> Sequence[GroupId]:
        """The target groups that the report tells about, without "everybody"."""
        if self.material.groups:
            return tuple(group for group in self.material.groups if group != EVERYONE)
        found = {fact.cell.group for fact in self.material.facts}
        return tuple(group for group in self.pack.groups if group in found and group != EVERYONE)


def view(material: Material, texts: Texts, pack: Pack) -> View:
    """The material ready to be told; facts of the material's own period win over those of other periods."""
    own = material.municipality.period
    index: dict[Address, Fact] = {}
    for fact in material.facts:
        address = (fact.cell.indicator, fact.cell.place, fact.cell.group)
        if address not in index or fact.cell.period == own:
            index[address] = fact
    return View(material, texts, pack, index)
