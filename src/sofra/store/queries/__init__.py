"""Reading what is kept: every function gives frozen values; nothing here writes, and nothing here gives answers."""

from sofra.store.queries.collection import held, held_row, imports, outcome, rounds
from sofra.store.queries.evidence import counts, discrepancies, measures, registers, stakeholders, voices
from sofra.store.queries.hazards import disasters
from sofra.store.queries.inventory import contract, inventory, provider, service, services, site
from sofra.store.queries.journal import document_bytes, documents, events, job, jobs, member, members
from sofra.store.queries.lists import explained, histories, lists, on_no_list, uncertain
from sofra.store.queries.plan import action, plan, versions
from sofra.store.queries.releases import (
    annex,
    annexes,
    fact,
    facts,
    first_ranking,
    gaps,
    inputs,
    latest,
    proposals,
    ranking,
    release,
    releases,
    remarks,
    run,
    sample,
)
from sofra.store.queries.sampling import sample_draw, sample_plan, sample_plans
from sofra.store.queries.searches import all_searches, searches
from sofra.store.queries.steps import steps
from sofra.store.queries.territory import layer, municipality, pack, places, workspace

__all__ = [
    "action",
    "all_searches",
    "annex",
    "annexes",
    "contract",
    "counts",
    "disasters",
    "discrepancies",
    "document_bytes",
    "documents",
    "events",
    "explained",
    "fact",
    "facts",
    "first_ranking",
    "gaps",
    "held",
    "held_row",
    "histories",
    "imports",
    "inputs",
    "inventory",
    "job",
    "jobs",
    "latest",
    "layer",
    "lists",
    "measures",
    "member",
    "members",
    "municipality",
    "on_no_list",
    "outcome",
    "pack",
    "places",
    "plan",
    "proposals",
    "provider",
    "ranking",
    "registers",
    "release",
    "releases",
    "remarks",
    "rounds",
    "run",
    "sample",
    "sample_draw",
    "sample_plan",
    "sample_plans",
    "searches",
    "service",
    "services",
    "site",
    "stakeholders",
    "steps",
    "uncertain",
    "versions",
    "voices",
    "workspace",
]
