"""Where the next one should stand, for a notebook: the problem, its best answer with the certified gap, a frontier."""

from sofra.plan.siting.capacity import allocate
from sofra.plan.siting.frontier import frontier
from sofra.plan.siting.problem import Answer, Cap, Crowd, Siting
from sofra.plan.siting.solve import solve
from sofra.plan.siting.table import table

__all__ = ["Answer", "Cap", "Crowd", "Siting", "allocate", "frontier", "solve", "table"]
