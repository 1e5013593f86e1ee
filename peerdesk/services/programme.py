"""The programme's numbers: read by the rules, changed by the coordinator."""

from dataclasses import asdict

from peerdesk.db.models import ProgrammeRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.programme import Programme
from peerdesk.errors import InvalidInput


def numbers(storage: Storage, actor: Actor) -> Programme:
    """The numbers as the centre keeps them."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return current()


def current() -> Programme:
    """The numbers as the centre keeps them; inside a unit of work or a reading."""
    row = ProgrammeRow.get()
    return Programme(**{name: getattr(row, name) for name in Programme.__dataclass_fields__})


def change(storage: Storage, actor: Actor, programme: Programme) -> None:
    """Keep other numbers."""
    actor.require(Permission.CHANGE_SETTINGS)
    if problems := programme.problems():
        raise InvalidInput(problems)
    with storage.writing(Changed.PROGRAMME, actor) as unit:
        unit.audit_change("programme.change", 1, asdict(current()), asdict(programme))
        ProgrammeRow.update(**asdict(programme)).execute()
