"""Where a number comes from: the Run that made it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sofra.types.keys import RunId


@dataclass(frozen=True, slots=True)
class Run:
    """One computation, told so fully that it can be done again to the last digit.

    `inputs` maps a name ("answers: household survey 2026") to the sha256 of its content; `packs` maps
    a pack to the sha256 of its files; `settings` are the options as text; `made_on` is ISO 8601 in UTC.
    """

    id: RunId
    act: str
    inputs: Mapping[str, str]
    packs: Mapping[str, str]
    settings: Mapping[str, str]
    code_version: str
    seed: int
    made_on: str
    made_by: str
