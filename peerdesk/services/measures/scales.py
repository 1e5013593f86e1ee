"""Scales: those that come with PeerDesk and those of the centre's own."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import ScaleItem, ScaleRow
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.scales import OWN, NewScale, Scale, usable
from peerdesk.domain.typed import reading_key
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import measures as measure_records


def scales(storage: Storage, actor: Actor, *, retired: bool = False) -> Sequence[Scale]:
    """The scales somebody may use, built-in ones first; with ``retired`` those that are no longer asked too."""
    actor.require(Permission.SEE_MEASURES)
    with storage.reading():
        return usable(actor, measure_records.every_scale(), retired=retired)


def add_scale(storage: Storage, actor: Actor, new: NewScale) -> str:
    """Add a scale of the centre's own and return its code.

    Raises:
        InvalidInput: with everything that is wrong with it, the name taken among it.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    name = new.name.strip()
    problems = new.problems()
    with storage.reading():
        taken = {reading_key(other) for (other,) in tuples(ScaleRow.select(ScaleRow.name))}
        if name and reading_key(name) in taken:
            problems.append(Problem("name", "scale-name-taken"))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEASURES, actor) as unit:
        facts = {
            "name": name,
            "rhythm": new.rhythm,
            "counsellors_only": new.counsellors_only,
            "summed": new.summed,
            "source": new.source.strip(),
        }
        scale = ScaleRow.create(**facts, retired_on=None)
        for place, text in enumerate(new.questions, start=1):
            ScaleItem.create(scale=scale.id, place=place, text=text, lowest=new.lowest, highest=new.highest)
        questions = {"questions": list(new.questions), "lowest": new.lowest, "highest": new.highest}
        unit.audit("scale.add", scale.id, None, facts | questions)
    return f"{OWN}{scale.id}"


def retire_scale(storage: Storage, actor: Actor, code: str, *, today: date | None) -> None:
    """Ask a scale of the centre's own no more after today, or again with ``today=None``. Its answers stay.

    Its questions never change, so that a trend means one thing: retire it and make another.

    Raises:
        NotFound: if the centre has no such scale of its own.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.MEASURES, actor) as unit:
        scale = measure_records.scale_of(code)
        if scale.built_in:
            raise NotFound("unknown-scale", scale=code)
        number = int(code.removeprefix(OWN))
        unit.audit_change("scale.retire", number, {"retired_on": scale.retired_on}, {"retired_on": today})
        ScaleRow.update(retired_on=today).where(ScaleRow.id == number).execute()
