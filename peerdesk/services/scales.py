"""Scales: those that come with PeerDesk and those of the centre's own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from peerdesk.db.models import ScaleItem, ScaleRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.scales import BUILT_IN, OWN, Item, NewScale, Scale
from peerdesk.errors import InvalidInput, NotFound, Problem


def scales(storage: Storage, actor: Actor, *, retired: bool = False) -> Sequence[Scale]:
    """The scales somebody may use, built-in ones first; with ``retired`` those that are no longer asked too."""
    actor.require(Permission.SEE_MEASURES)
    with storage.reading():
        return usable(actor, every_scale(), retired=retired)


def add_scale(storage: Storage, actor: Actor, new: NewScale) -> str:
    """Add a scale of the centre's own and return its code."""
    actor.require(Permission.CHANGE_SETTINGS)
    name = new.name.strip()
    problems = new.problems()
    with storage.reading():
        if name and ScaleRow.get_or_none(ScaleRow.name == name) is not None:
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
        scale = scale_of(code)
        if scale.built_in:
            raise NotFound("unknown-scale", scale=code)
        number = int(code.removeprefix(OWN))
        unit.audit_change("scale.retire", number, {"retired_on": scale.retired_on}, {"retired_on": today})
        ScaleRow.update(retired_on=today).where(ScaleRow.id == number).execute()


def every_scale() -> dict[str, Scale]:
    """All scales by their code, built-in ones first; two queries, inside a unit of work or a reading."""
    items: dict[int, list[Item]] = defaultdict(list)
    for row in ScaleItem.select().order_by(ScaleItem.scale, ScaleItem.place):
        items[row.scale_id].append(Item(row.place, row.text, row.lowest, row.highest))
    own = (_scale(row, items[row.id]) for row in ScaleRow.select().order_by(ScaleRow.name))
    return {**BUILT_IN, **{scale.code: scale for scale in own}}


def usable(actor: Actor, every: Mapping[str, Scale], *, retired: bool = False) -> list[Scale]:
    """Those of all scales that somebody may use, in the same order; with ``retired`` those no longer asked too."""
    return [scale for scale in every.values() if (retired or scale.retired_on is None) and may_see(actor, scale)]


def scale_of(code: str) -> Scale:
    """One scale; inside a unit of work or a reading.

    Raises:
        NotFound: if there is none with this code.
    """
    found = BUILT_IN.get(code) or every_scale().get(code)
    if found is None:
        raise NotFound("unknown-scale", scale=code)
    return found


def may_see(actor: Actor, scale: Scale) -> bool:
    """Whether somebody may know that a scale was answered."""
    return not scale.counsellors_only or actor.may(Permission.SEE_COUNSELLORS_MEASURES)


def require_for(actor: Actor, scale: Scale) -> None:
    """Refuse counsellors' scales to who may not see them.

    Raises:
        NotPermitted: if so.
    """
    if scale.counsellors_only:
        actor.require(Permission.SEE_COUNSELLORS_MEASURES)


def _scale(row: ScaleRow, items: Sequence[Item]) -> Scale:
    return Scale(
        code=f"{OWN}{row.id}",
        name=row.name,
        items=tuple(items),
        rhythm=row.rhythm,
        summed=row.summed,
        counsellors_only=row.counsellors_only,
        source=row.source,
        built_in=False,
        retired_on=row.retired_on,
    )
