"""Who may do what: one table, act by act."""

COORDINATOR, COLLECTOR, APPROVER, GUEST = "coordinator", "collector", "approver", "guest"
PROTECTION = "protection"
"""The civil-protection unit: looks on, keeps the history of disasters, and alone reads the lists of households."""

ALLOWED: dict[str, frozenset[str]] = {
    "workspace.create": frozenset({COORDINATOR}),
    "workspace.bundle": frozenset({COORDINATOR}),
    "workspace.open": frozenset({COORDINATOR}),
    "demo.load": frozenset({COORDINATOR}),
    "collect.upload": frozenset({COORDINATOR, COLLECTOR}),
    "collect.columns": frozenset({COORDINATOR, COLLECTOR}),
    "collect.links": frozenset({COORDINATOR, COLLECTOR}),
    "collect.accept": frozenset({COORDINATOR, COLLECTOR}),
    "collect.correct": frozenset({COORDINATOR, COLLECTOR}),
    "collect.leave_out": frozenset({COORDINATOR, COLLECTOR}),
    "collect.withdraw": frozenset({COORDINATOR, COLLECTOR}),
    "collect.weigh": frozenset({COORDINATOR}),
    "collect.erase": frozenset({COORDINATOR}),
    "lists.add": frozenset({COORDINATOR, COLLECTOR}),
    "lists.link": frozenset({COORDINATOR}),
    "lists.decide": frozenset({COORDINATOR}),
    "lists.remove": frozenset({COORDINATOR}),
    "lists.erase": frozenset({COORDINATOR}),
    "lists.forget": frozenset({COORDINATOR}),
    "registers.explain": frozenset({COORDINATOR, COLLECTOR}),
    "inventory.add": frozenset({COORDINATOR, COLLECTOR}),
    "inventory.change": frozenset({COORDINATOR, COLLECTOR}),
    "inventory.close": frozenset({COORDINATOR}),
    "inventory.reopen": frozenset({COORDINATOR}),
    "inventory.remove": frozenset({COORDINATOR}),
    "inventory.restore": frozenset({COORDINATOR}),
    "sample.plan": frozenset({COORDINATOR, COLLECTOR}),
    "sample.draw": frozenset({COORDINATOR}),
    "sample.remove": frozenset({COORDINATOR}),
    "needs.register_search": frozenset({COORDINATOR}),
    "microdata.export": frozenset({COORDINATOR}),
    "map.make": frozenset({COORDINATOR}),
    "map.redo": frozenset({COORDINATOR, APPROVER}),
    "index.try": frozenset({COORDINATOR}),
    "priorities.weigh": frozenset({COORDINATOR}),
    "priorities.reset": frozenset({COORDINATOR}),
    "plan.propose": frozenset({COORDINATOR}),
    "plan.add": frozenset({COORDINATOR}),
    "plan.change": frozenset({COORDINATOR}),
    "plan.remove": frozenset({COORDINATOR}),
    "plan.restore": frozenset({COORDINATOR}),
    "plan.save": frozenset({COORDINATOR}),
    "hazards.record": frozenset({COORDINATOR, COLLECTOR, PROTECTION}),
    "hazards.remove": frozenset({COORDINATOR, PROTECTION}),
    "hazards.list": frozenset({COORDINATOR, PROTECTION}),
    "publish.document": frozenset({COORDINATOR, COLLECTOR, APPROVER, GUEST, PROTECTION}),
    "publish.approve": frozenset({APPROVER}),
    "publish.withdraw": frozenset({APPROVER}),
    "people.add": frozenset({COORDINATOR}),
    "people.role": frozenset({COORDINATOR}),
    "people.off": frozenset({COORDINATOR}),
    "people.on": frozenset({COORDINATOR}),
    "people.password": frozenset({COORDINATOR}),
    "people.language": frozenset({COORDINATOR, COLLECTOR, APPROVER, GUEST, PROTECTION}),
    "jobs.ask": frozenset({COORDINATOR, COLLECTOR, APPROVER, GUEST, PROTECTION}),
    "jobs.cancel": frozenset({COORDINATOR}),
}


def may(role: str, act: str) -> bool:
    """True when this role may do this act; an unknown act is allowed to nobody."""
    return role in ALLOWED.get(act, frozenset())
