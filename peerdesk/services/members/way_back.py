"""The way back of a registration and of an admission, while nothing builds on them."""

from peerdesk.db.models import (
    BinEntry,
    DisclosureMember,
    EndingRow,
    FileTable,
    FollowUp,
    KeyCounsellor,
    Member,
    MemberChange,
    MemberPhone,
    MemberSubstance,
    MemberToken,
    Presence,
    RecoverySpan,
    Stay,
)
from peerdesk.db.search import reindex
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.stays import Admission
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import members as member_records

_WRITTEN: tuple[type[FileTable], ...] = (MemberPhone, MemberSubstance, KeyCounsellor, RecoverySpan, Stay)
"""What a registration writes beside the member, and the search makes of it anew."""

_OWN: tuple[type[FileTable], ...] = (*_WRITTEN, MemberToken, BinEntry, DisclosureMember)
"""What does not build on a registration: that, what lies in the bin, which then belongs to nobody, and papers."""

_TOUCHES = Changed.MEMBERS | Changed.STAYS | Changed.RECOVERY | Changed.FOLLOW_UPS


def take_back_registration(storage: Storage, actor: Actor, member_id: int) -> int:
    """Somebody was registered by mistake: they go, with the first admission, while nothing else was written of them.

    Returns their number in the bin.

    Raises:
        InvalidInput: if anything else was written down about them since.
        NotFound: if there is no such member.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        member_records.known_member(member_id)
        member: Member = Member.get_by_id(member_id)
        built_on = _is_built_on(member_id)
    if built_on:
        name = display_name(member.name_latin, member.name_native)
        raise InvalidInput([Problem("", "registration-built-on", {"name": name})])
    with storage.writing(_TOUCHES, actor) as unit:
        old = {name: getattr(member, name) for name in ("number", "name_latin", "name_native", "village")}
        unit.audit("member.register-undone", member_id, old, None)
        for stay in Stay.select().where(Stay.member == member_id):
            unit.audit("stay.admit-undone", stay.id, _facts(stay), None)
        MemberToken.delete().where(MemberToken.member == member_id).execute()
        written = [row for table in _WRITTEN for row in table.select().where(table.member == member_id)]  # type: ignore[attr-defined]
        return bin_records.put_within(unit, BinKind.MEMBER, member, *written)


def take_back_admission(storage: Storage, actor: Actor, stay_id: int) -> Admission:
    """A member was admitted by mistake: the stay goes, and what the schedule asked before it is asked again.

    Returns the admission as it stood, for undoing this. The recovery date and the key counsellor stay as they are.

    Raises:
        InvalidInput: if the stay has ended or was corrected, or the daily presence was marked in it.
        NotFound: if there is no such stay.
    """
    actor.require(Permission.REGISTER_MEMBERS)
    with storage.reading():
        stay: Stay | None = Stay.get_or_none(Stay.id == stay_id)
        if stay is None:
            raise NotFound("unknown-stay", number=stay_id)
        built_on = stay.discharged_on is not None or _is_stay_built_on(stay)
    if built_on:
        raise InvalidInput([Problem("", "admission-built-on")])
    with storage.writing(_TOUCHES, actor) as unit:
        unit.audit("stay.admit-undone", stay_id, _facts(stay), None)
        asked_before = (
            (FollowUp.member == stay.member_id)
            & (FollowUp.kind == FollowUpKind.SCHEDULED)
            & (FollowUp.outcome == FollowUpOutcome.CANCELLED)
            & (FollowUp.done_on == stay.admitted_on)
        )
        for row in list(FollowUp.select(FollowUp.id, FollowUp.done_on).where(asked_before)):
            old = {"outcome": FollowUpOutcome.CANCELLED, "done_on": row.done_on}
            unit.audit("follow-up.reopen", row.id, old, {"outcome": None})
        FollowUp.update(outcome=None, done_on=None, done_by=None).where(asked_before).execute()
        Stay.delete().where(Stay.id == stay_id).execute()
        reindex(stay.member_id)
    return Admission(stay.series, stay.admitted_on, stay.number)


def _is_built_on(member_id: int) -> bool:
    """Whether anything was written of a member but what a registration writes."""
    for field in Member._meta.backrefs:  # noqa: SLF001 - peewee's own list of what refers to a table
        if field.model not in _OWN and field.model.select().where(field == member_id).exists():
            return True
    stays = Stay.member == member_id
    ended = (RecoverySpan.member == member_id) & RecoverySpan.ended_on.is_null(False)
    return bool(
        RecoverySpan.select().where(ended).exists()
        or Stay.select().where(stays).count() > 1
        or Stay.select().where(stays & Stay.discharged_on.is_null(False)).exists()
    )


def _is_stay_built_on(stay: Stay) -> bool:
    there = (Presence.member == stay.member_id) & (Presence.day >= stay.admitted_on)
    tables = (FollowUp, EndingRow, MemberChange)
    return Presence.select().where(there).exists() or any(
        table.select().where(table.stay == stay.id).exists() for table in tables
    )


def _facts(stay: Stay) -> dict[str, object]:
    return {"member": stay.member_id, "number": stay.number, "series": stay.series, "on": stay.admitted_on}
