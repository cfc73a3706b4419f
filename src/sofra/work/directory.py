"""Whether everybody may read the directory of services."""

from sofra.store.confirming import SwitchRow
from sofra.work.acts import Actor, Done, act

DIRECTORY = "directory"


@act("directory.switch")
def switch_directory(actor: Actor, on: bool) -> Done[bool]:
    """Open the public directory to everybody, or close it again."""
    SwitchRow.objects.update_or_create(name=DIRECTORY, defaults={"on": on})
    return Done(on, "directory", {"on": int(on)})
