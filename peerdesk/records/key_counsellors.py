"""Who of the staff answers for which member, on a day and now; whose members somebody looks at; changed inside acts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from peewee import JOIN, Expression, Field, Function, ModelSelect, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import AuditEntry, KeyCounsellor, Member, Staff, Stay
from peerdesk.db.queries import among, tuples, values
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.members.key_counsellors import (
    Answered,
    Answering,
    HandedOver,
    PossibleCounsellor,
    Whose,
    can_answer,
)
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.states import Part
from peerdesk.errors import Problem
from peerdesk.records.latest_stays import in_touch, latest_of
from peerdesk.records.name_order import in_name_order
from peerdesk.records.standing import stands_in

# Inside a reading


def is_of(member: Field, staff_id: int, day: date) -> Expression:
    """Condition on a column of members: on a day nobody but this one answered for them.

    Members without a key counsellor are everybody's.
    """
    another = KeyCounsellor.alias()
    holds = (another.from_day <= day) & (another.to_day.is_null() | (another.to_day > day))
    theirs = another.select(another.id).where((another.member == member) & holds & (another.staff != staff_id))
    found: Expression = ~fn.EXISTS(theirs)
    return found


def only_mine(member: Field, mine_of: int | None, day: date) -> list[Expression]:
    """The same as conditions of a query; none where everybody's are looked at (``mine_of`` is ``None``)."""
    return [] if mine_of is None else [is_of(member, mine_of, day)]


def mine_among(member_ids: Collection[int], mine_of: int, day: date) -> set[int]:
    """Those of some members for whom on a day nobody but this one answered."""
    return set(
        values(Member.select(Member.id).where((Member.id << among(member_ids)) & is_of(Member.id, mine_of, day)))
    )


def answers(actor: Actor) -> Function:
    """Whether somebody answers for anybody at present, as a column of a query."""
    own = KeyCounsellor.select(KeyCounsellor.id).where(KeyCounsellor.to_day.is_null() & _of(actor.staff_id))
    found: Function = fn.EXISTS(own)
    return found


def usual(actor: Actor, *, answers: bool) -> Whose:
    """Whose members somebody sees who has not chosen: a counsellor who answers for anybody their own."""
    return Whose.MINE if actor.role is Role.COUNSELLOR and answers else Whose.EVERYBODY


def chosen_by(actor: Actor, chosen: Whose | None) -> Whose:
    """What was chosen, or what is usual; one query where nothing was chosen and both can be."""
    if chosen is not None:
        return chosen
    if actor.role is not Role.COUNSELLOR:
        return Whose.EVERYBODY
    [(found,)] = tuples(Staff.select(answers(actor)).where(Staff.id == actor.staff_id))
    return usual(actor, answers=bool(found))


def mine_of(actor: Actor, chosen: Whose) -> int | None:
    """Whose members alone are looked at; ``None`` for everybody's."""
    return actor.staff_id if chosen is Whose.MINE else None


def history(member_id: int) -> list[Answering]:
    """Who has answered for a member, newest first; one query."""
    return _answering(KeyCounsellor.member == member_id)


def latest(member_ids: Collection[int]) -> dict[int, Answering]:
    """Who answers for some members, or was the last who did, by member; whoever never had anybody is left out."""
    rows = _rows().select_extend(KeyCounsellor.member).where(KeyCounsellor.member << among(member_ids))
    in_order = rows.order_by(KeyCounsellor.from_day, KeyCounsellor.id)
    return {member_id: Answering(*row) for *row, member_id in tuples(in_order)}


def candidates() -> list[PossibleCounsellor]:
    """The staff who can answer for members, in name order."""
    rows = tuples(Staff.select(Staff.id, Staff.name, Staff.role).where(Staff.active).order_by(Staff.name, Staff.id))
    return [PossibleCounsellor(*row) for row in rows if can_answer(row[2])]


def problems(staff_id: int) -> list[Problem]:
    """What is wrong with somebody as a key counsellor."""
    known = any(who.id == staff_id for who in candidates())
    return [] if known else [NOBODY_TO_ANSWER]


NOBODY_TO_ANSWER = Problem("counsellor", "key-counsellor-wrong")
"""Somebody was chosen who cannot answer for a member."""


def count_of(staff: Field) -> ModelSelect[KeyCounsellor]:
    """For how many members still in touch somebody answers, as a column beside the staff."""
    row = KeyCounsellor
    return _here(row.select(fn.COUNT(row.id)).join(Member)).where(row.to_day.is_null() & (row.staff == staff))


def members_of(staff_id: int | None) -> list[Answered]:
    """For whom of those still in touch somebody answers, in name order; with ``None`` those for whom nobody does.

    Whoever was never admitted counts as in touch with somebody who answers for them.
    """
    columns = Member.id, Member.number, Member.name_latin, Member.name_native
    if staff_id is None:
        open_row = KeyCounsellor.select(KeyCounsellor.id).where(
            (KeyCounsellor.member == Member.id) & KeyCounsellor.to_day.is_null()
        )
        here = Member.select(*columns).join(Stay, on=Stay.id == latest_of(Member.id)).where(in_touch())
        rows = tuples(here.where(stands_in(Part.CONTACT_NEEDED) & ~fn.EXISTS(open_row)).order_by(*in_name_order()))
    else:
        theirs = _here(KeyCounsellor.select(*columns).join(Member))
        of_staff = theirs.where(KeyCounsellor.to_day.is_null() & _of(staff_id))
        rows = tuples(of_staff.order_by(*in_name_order()))
    return [Answered(who, number, display_name(latin, native)) for who, number, latin, native in rows]


def handed_at_leaving(staff_id: int) -> list[Answered]:
    """Whom somebody answered for until their log-in was taken away the last time, in name order.

    Those for whom somebody else was chosen since are left out.
    """
    of_leaving = (AuditEntry.action == "staff.deactivate") & (AuditEntry.subject_id == staff_id)
    left_on = AuditEntry.select(fn.MAX(AuditEntry.at)).where(of_leaving).scalar()
    if left_on is None:
        return []
    day, row, since = left_on.date(), KeyCounsellor, KeyCounsellor.alias()
    changed = since.select(since.id).where((since.member == row.member) & (since.from_day > day))
    ended = since.select(since.id).where((since.member == row.member) & (since.from_day == day) & (since.to_day > day))
    theirs = _here(row.select(Member.id, Member.number, Member.name_latin, Member.name_native).join(Member))
    rows = theirs.where(_of(staff_id) & (row.to_day == day) & ~fn.EXISTS(changed) & ~fn.EXISTS(ended))
    found = tuples(rows.order_by(*in_name_order()))
    return [Answered(who, number, display_name(latin, native)) for who, number, latin, native in found]


def _here(rows: ModelSelect[KeyCounsellor]) -> ModelSelect[KeyCounsellor]:
    """Those of some rows, joined with members, whose members have neither gone for good nor left."""
    with_stay = rows.join(Stay, JOIN.LEFT_OUTER, on=Stay.id == latest_of(Member.id))
    return with_stay.where(stands_in(Part.CONTACT_NEEDED) & (Stay.id.is_null() | in_touch()))


def _of(staff_id: int) -> Expression:
    found: Expression = KeyCounsellor.staff == staff_id
    return found


def _rows() -> ModelSelect[KeyCounsellor]:
    row = KeyCounsellor
    return row.select(row.id, row.staff, Staff.name, row.from_day, row.to_day).join(Staff)


def _answering(where: Expression) -> list[Answering]:
    rows = _rows().where(where).order_by(KeyCounsellor.from_day.desc(), KeyCounsellor.id.desc())
    return [Answering(*row) for row in tuples(rows)]


# Inside a unit of work


def let_go_within(unit: Unit, staff_id: int, day: date, hand_to: int | None) -> None:
    """Somebody answers for nobody any more: those in touch are handed to another one, for the others nobody answers."""
    handed = [member.member_id for member in members_of(staff_id)]
    set_within(unit, handed, hand_to, day)
    others = KeyCounsellor.select(KeyCounsellor.member).where(KeyCounsellor.to_day.is_null() & _of(staff_id))
    set_within(unit, [who for (who,) in tuples(others)], None, day)


def set_within(unit: Unit, member_ids: Sequence[int], staff_id: int | None, day: date) -> list[HandedOver]:
    """Let one of the staff, or nobody, answer for some members from a day on; who does already is left out.

    What the history says of earlier days stays: where it reaches beyond that day, the change holds from its end on.
    """
    before = latest(member_ids)
    done = [_set(unit, member_id, before.get(member_id), staff_id, day) for member_id in member_ids]
    return [handed for handed in done if handed is not None]


def _set(unit: Unit, member_id: int, last: Answering | None, staff_id: int | None, day: date) -> HandedOver | None:
    before = last if last is not None and last.to_day is None else None
    if (before.staff_id if before else None) == staff_id:
        return None
    begins = max(day, last.settled_until) if last else day
    if before is not None and before.from_day == begins:  # it never held: what was chosen by mistake is put right
        KeyCounsellor.delete().where(KeyCounsellor.id == before.id).execute()
    elif before is not None:
        KeyCounsellor.update(to_day=begins).where(KeyCounsellor.id == before.id).execute()
    after = None
    if staff_id is not None:
        row = KeyCounsellor.create(member=member_id, staff=staff_id, from_day=begins, to_day=None)
        after = Answering(row.id, staff_id, "", begins)
    unit.audit(
        "key-counsellor.change", member_id, _facts(before), _facts(after) or {"counsellor": None, "from": begins}
    )
    return HandedOver(member_id, before, after)


def put_back_within(unit: Unit, handed: HandedOver) -> bool:
    """Let whoever answered before answer again, as if nothing had been changed; not where it was changed since."""
    before, after = handed.before, handed.after
    now = KeyCounsellor.get_or_none((KeyCounsellor.member == handed.member_id) & KeyCounsellor.to_day.is_null())
    if (now.id if now else None) != (after.id if after else None):
        return False
    known = Member.get_or_none(Member.id == handed.member_id) is not None
    if not known or (before is not None and Staff.get_or_none(Staff.id == before.staff_id) is None):
        return False
    if after is not None:
        KeyCounsellor.delete().where(KeyCounsellor.id == after.id).execute()
    if before is not None:
        theirs = (KeyCounsellor.id == before.id) & (KeyCounsellor.member == handed.member_id)
        reopened = KeyCounsellor.update(to_day=None).where(theirs).execute()
        if not reopened:
            KeyCounsellor.create(member=handed.member_id, staff=before.staff_id, from_day=before.from_day, to_day=None)
    unit.audit("key-counsellor.take-back", handed.member_id, _facts(after), _facts(before))
    return True


def _facts(row: Answering | None) -> dict[str, object] | None:
    return None if row is None else {"counsellor": row.staff_id, "from": row.from_day}
