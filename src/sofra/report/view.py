"""The material as chapters look at it: names in the reader's language, facts by their address, sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sofra.gaps.words import group_name, measure_name, service_name
from sofra.packs.texts import Gap as Value
from sofra.packs.texts import Texts
from sofra.report.material import Material
from sofra.types.catalogue import Pack
from sofra.types.evidence import RegisterCount
from sofra.types.fact import Fact
from sofra.types.keys import EVERYONE, GroupId, IndicatorId, Label, PlaceId, ServiceKind
from sofra.types.place import Place
from sofra.types.planning import Action

Address = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class View:
    """Material, sentences and catalogue together; `index` finds a fact by indicator, place and group."""

    material: Material
    texts: Texts
    pack: Pack
    index: Mapping[Address, Fact]

    @property
    def banner(self) -> str:
        """What stands on every page: that the municipality is fictional, that the sample's chances are unknown."""
        sample = self.material.sample
        said = (self.material.municipality.fictional, "banner"), (bool(sample and not sample.probability), "not_drawn")
        return " ".join(self.say(key) for holds, key in said if holds)

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
        return group_name(group, self.pack, self.texts)

    def service(self, kind: ServiceKind) -> str:
        """The service's name; its code when no pack knows it."""
        return service_name(kind, self.pack, self.texts)

    def indicator(self, indicator: str) -> str:
        """The indicator's name, also for its number of people; its code when no pack knows it."""
        found = self.pack.indicators.get(IndicatorId(indicator.removesuffix(":people")))
        if found:
            return self.name(found.label)
        if indicator.startswith("hazard."):
            return measure_name(IndicatorId(indicator), self.pack, self.texts)
        key = f"hidden.indicator.{indicator.removeprefix('hidden.')}"
        return self.texts.say(key) if self.texts.knows(key) else indicator

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

    def kind_of(self, place: PlaceId) -> str:
        """What kind of place this is; "" when it is not on the list."""
        return next((p.kind for p in self.material.places if p.id == place), "")

    def groups(self) -> Sequence[GroupId]:
        """The target groups that anything is known of, in the catalogue's order, without "everybody"."""
        found = {fact.cell.group for fact in self.material.facts}
        found |= {count.group for count in self.material.registers} | {voice.group for voice in self.material.voices}
        return tuple(group for group in self.pack.groups if group in found and group != EVERYONE)

    def source(self, count: RegisterCount) -> str:
        """The register or association that counted, in the reader's language where the file has it."""
        return self.name(count.name) or count.source

    def actions(self) -> Sequence[Action]:
        """The actions of the plan that were not dropped."""
        return tuple(action for action in self.material.actions if action.status != "dropped")


def view(material: Material, texts: Texts, pack: Pack) -> View:
    """The material ready to be told; facts of the material's own period win over those of other periods."""
    own = material.municipality.period
    index: dict[Address, Fact] = {}
    for fact in material.facts:
        address = (fact.cell.indicator, fact.cell.place, fact.cell.group)
        if address not in index or fact.cell.period == own:
            index[address] = fact
    return View(material, texts, pack, index)
