"""What an act ends, written down row by row, and brought back when the act is taken back.

One way for a discharge, a death, the archive and the closing of a group. What somebody changed since stays as it is:
only what still stands as the act left it comes back, and only where nothing new has taken its place.
"""

from collections.abc import Iterable
from datetime import date

from peewee import Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    DutyTurn,
    EndedRow,
    EndingRow,
    FollowUp,
    Group,
    Member,
    Membership,
    Mentor,
    MentorshipRow,
    Session,
    Stay,
    Waiting,
)
from peerdesk.db.queries import tuples, values
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.groups import TYPES_OUTLIVING_DISCHARGE
from peerdesk.domain.groups.memberships import overlap
from peerdesk.domain.members.endings import EndedKind, EndingAct, WhatCloses, WhatEnds
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.records.care import follow_ups
from peerdesk.records.groups import memberships, waitlist
from peerdesk.records.mentoring import mentors as mentor_records
from peerdesk.records.mentoring import pairs as pair_records

WHOSE = "/"
"""Between a duty and the member whose turn it was."""

# Inside a reading


def of_member(member_id: int, act: EndingAct) -> EndingRow | None:
    """The act that stands about a member; the latest if there are several."""
    mine = (EndingRow.member == member_id) & (EndingRow.act == act)
    found: EndingRow | None = EndingRow.select().where(mine).order_by(EndingRow.id.desc()).first()
    return found


def of_stay(stay_id: int) -> EndingRow | None:
    """What ended a stay: a discharge, or a death within it."""
    found: EndingRow | None = EndingRow.select().where(EndingRow.stay == stay_id).order_by(EndingRow.id.desc()).first()
    return found


def of_group(group_id: int) -> EndingRow | None:
    """The closing of a group that stands."""
    found: EndingRow | None = (
        EndingRow.select().where(EndingRow.group == group_id).order_by(EndingRow.id.desc()).first()
    )
    return found


def what_ends(member_id: int, day: date) -> WhatEnds:
    """What a death or the archive would end on a day."""
    groups = Membership.select(Group.name).join(Group).where(_open_memberships(member_id, day)).order_by(Group.name)
    pairs = MentorshipRow.select(MentorshipRow.mentor, MentorshipRow.member).where(_open_pairs(member_id))
    others = pair_records.companions([one if two == member_id else two for one, two in tuples(pairs)])
    waits = Waiting.select(Group.name).join(Group).where(_open_waits(member_id)).order_by(Group.name)
    agreed = Mentor.select().where(mentor_records.active() & (Mentor.member == member_id))
    return WhatEnds(
        groups=tuple(values(groups)),
        companions=tuple(person.name for person in others.values()),
        mentor=agreed.exists(),
        waitlists=tuple(values(waits)),
        follow_ups=FollowUp.select().where(_open_follow_ups(member_id)).count(),
        in_programme=Stay.select().where((Stay.member == member_id) & Stay.discharged_on.is_null()).exists(),
        duties=len(_turns_to_come(DutyTurn.member == member_id, day)),
    )


def what_closes(group_id: int, day: date) -> WhatCloses:
    """What the closing of a group would end on a day."""
    return WhatCloses(
        memberships=len(memberships.ending_with_group(group_id, day)),
        waiting=Waiting.select().where(waitlist.open_in(group_id)).count(),
        duties=len(_turns_to_come(Session.group == group_id, day)),
    )


def _open_memberships(member_id: int, day: date) -> Expression:
    return (Membership.member == member_id) & memberships.goes_past(day)


def _open_pairs(member_id: int) -> Expression:
    return pair_records.open_pairs() & ((MentorshipRow.member == member_id) | (MentorshipRow.mentor == member_id))


def _open_waits(member_id: int) -> Expression:
    return (Waiting.member == member_id) & Waiting.ended_on.is_null()


def _open_follow_ups(member_id: int) -> Expression:
    return (FollowUp.member == member_id) & FollowUp.outcome.is_null()


def _turns_to_come(where: Expression, day: date) -> list[DutyTurn]:
    """Turns at sessions after a day that nobody has held."""
    rows = DutyTurn.select(DutyTurn, Session).join(Session).where(where)
    return list(rows.where(Session.day > day, Session.status == SessionStatus.PLANNED))


# Inside a unit of work


def begin_within(
    act: EndingAct,
    day: date,
    *,
    member_id: int | None = None,
    stay_id: int | None = None,
    group_id: int | None = None,
) -> int:
    """Write down that an act ends something, and return the number under which it is kept."""
    row = EndingRow.create(act=act, member=member_id, stay=stay_id, group=group_id, day=day)
    return int(row.id)


def end_memberships_within(unit: Unit, ending_id: int, membership_ids: Iterable[int], day: date) -> None:
    """End memberships on a day; one that had not begun by then never begins, its last day lying before its first."""
    for membership_id in sorted(membership_ids):
        row = memberships.membership(membership_id)
        if row.to_day is None or row.to_day > day:
            memberships.close_within(unit, membership_id, day)
            _keep(ending_id, EndedKind.MEMBERSHIP, membership_id, day, former=row.to_day)


def end_waits_within(unit: Unit, ending_id: int, where: Expression, day: date) -> None:
    """End waitings that fit a condition."""
    for row in list(Waiting.select().where(where & Waiting.ended_on.is_null())):
        last = max(day, row.since)
        waitlist.close_within(unit, row, last, joined=False)
        _keep(ending_id, EndedKind.WAITING, row.id, last)


def end_everything_within(unit: Unit, ending_id: int, member_id: int, day: date) -> None:
    """Nothing goes on for a member who died or goes into the archive: groups, mentoring, waitlists, calls, duties."""
    theirs = [row.id for row in Membership.select(Membership.id).where(_open_memberships(member_id, day))]
    end_memberships_within(unit, ending_id, theirs, day)
    end_waits_within(unit, ending_id, Waiting.member == member_id, day)
    for pair_id, last in pair_records.end_all_within(unit, member_id, day):
        _keep(ending_id, EndedKind.MENTORSHIP, pair_id, last)
    if mentor_records.stop_within(unit, member_id, day):
        _keep(ending_id, EndedKind.MENTOR, member_id, day)
    for follow_up_id in follow_ups.cancel_within(unit, member_id, day, list(FollowUpKind)):
        _keep(ending_id, EndedKind.FOLLOW_UP, follow_up_id, day)
    end_turns_within(unit, ending_id, DutyTurn.member == member_id, day)


def end_turns_within(unit: Unit, ending_id: int, where: Expression, day: date) -> None:
    """Turns at duties that fit a condition of turns and sessions, and were still to come after a day, are nobody's."""
    for turn in _turns_to_come(where, day):
        unit.audit("duty.end", turn.session_id, {"duty": turn.duty, "member": turn.member_id})
        DutyTurn.delete().where((DutyTurn.session == turn.session_id) & (DutyTurn.duty == turn.duty)).execute()
        code = f"{turn.duty.value}{WHOSE}{turn.member_id}"
        _keep(ending_id, EndedKind.DUTY, turn.session_id, day, code=code)


def take_back_within(unit: Unit, ending: EndingRow) -> None:
    """Bring back what an act ended, as far as nothing has taken its place since, and forget the act."""
    for row in list(EndedRow.select().where(EndedRow.ending == ending.id)):
        _BACK[row.what](unit, row, ending)
    EndingRow.delete().where(EndingRow.id == ending.id).execute()


def hand_over_within(unit: Unit, ending: EndingRow, to: EndingRow) -> None:
    """One act is taken back while another still stands that would have ended the same: it answers for it now.

    A membership that both ended, this one on an earlier day, ends on the day of the other again; on a later day, it
    will come back as it was before both.
    """
    for row in list(EndedRow.select().where(EndedRow.ending == ending.id)):
        there = (EndedRow.ending == to.id) & (EndedRow.what == row.what) & (EndedRow.row_id == row.row_id)
        known = EndedRow.get_or_none(there & (EndedRow.code == row.code))
        if known is None:
            _keep(to.id, row.what, row.row_id, row.since, former=row.former, code=row.code)
        elif known.former == row.since:
            EndedRow.update(former=row.former).where(there & (EndedRow.code == row.code)).execute()
        elif row.former is not None and memberships.membership(row.row_id).to_day == row.since:
            memberships.close_within(unit, row.row_id, row.former)
    EndingRow.delete().where(EndingRow.id == ending.id).execute()


def move_memberships_within(unit: Unit, ending: EndingRow, day: date) -> None:
    """The true day of an act becomes known: what it ended ends then, what would have ended before keeps its own day.

    By an earlier death ends what had ended by itself between the two days.
    """
    of_memberships = (EndedRow.ending == ending.id) & (EndedRow.what == EndedKind.MEMBERSHIP)
    for ended in list(EndedRow.select().where(of_memberships)):
        row = Membership.get_or_none(Membership.id == ended.row_id)
        if row is None or row.to_day != ended.since:
            continue
        last = min(day, ended.former or date.max)
        memberships.close_within(unit, row.id, last)
        same = of_memberships & (EndedRow.row_id == row.id)
        EndedRow.update(since=last).where(same).execute()
    if ending.act is EndingAct.DEATH and ending.member_id is not None:
        past = Membership.select(Membership.id).where(_open_memberships(ending.member_id, day))
        end_memberships_within(unit, ending.id, [row.id for row in past], day)
    EndingRow.update(day=day).where(EndingRow.id == ending.id).execute()


def memberships_of(ending: EndingRow) -> list[int]:
    """The memberships that an act ended and that still stand as it left them; inside a reading."""
    rows = (
        Membership.select(Membership.id)
        .join(EndedRow, on=(EndedRow.row_id == Membership.id) & (EndedRow.what == EndedKind.MEMBERSHIP))
        .where((EndedRow.ending == ending.id) & (EndedRow.since == Membership.to_day))
    )
    found: list[int] = values(rows)
    return found


def _keep(
    ending_id: int, what: EndedKind, row_id: int, since: date, *, former: date | None = None, code: str = ""
) -> None:
    row = EndedRow.insert(ending=ending_id, what=what, row_id=row_id, code=code, former=former, since=since)
    row.on_conflict_replace().execute()  # somebody had put its last day right since


def _membership_back(unit: Unit, ended: EndedRow, ending: EndingRow) -> None:
    row = Membership.get_or_none(Membership.id == ended.row_id)
    if row is None or row.to_day != ended.since:
        return
    until, group = ended.former, Group.get_by_id(row.group_id)
    limit = _left_since(row, group) if ending.act is EndingAct.CLOSING else group.closed_on
    if limit is not None:
        until = min(limit, until or limit)
    others = Membership.select().where(
        (Membership.group == row.group_id) & (Membership.member == row.member_id) & (Membership.id != row.id)
    )
    if until == row.to_day or any(overlap((row.from_day, until), (o.from_day, o.to_day)) for o in others):
        return
    if _is_gone(row.member_id, ending):
        return
    unit.audit("membership.reopen", row.id, {"to_day": row.to_day}, {"to_day": until})
    Membership.update(to_day=until).where(Membership.id == row.id).execute()


def _left_since(row: Membership, group: Group) -> date | None:
    """When the member was discharged while a group was closed that a discharge would have ended."""
    if group.type in TYPES_OUTLIVING_DISCHARGE:
        return None
    theirs = Stay.member == row.member_id
    if Stay.select().where(theirs & Stay.discharged_on.is_null()).exists():
        return None
    left: date | None = (
        Stay.select(fn.MAX(Stay.discharged_on)).where(theirs & (Stay.discharged_on >= row.to_day)).scalar()
    )
    return left


def _waiting_back(unit: Unit, ended: EndedRow, ending: EndingRow) -> None:
    row = Waiting.get_or_none(Waiting.id == ended.row_id)
    if row is None or row.joined or row.ended_on != ended.since or _is_gone(row.member_id, ending):
        return
    again = waitlist.open_in(row.group_id) & (Waiting.member == row.member_id)
    inside = (Membership.group == row.group_id) & (Membership.member == row.member_id) & Membership.to_day.is_null()
    if Waiting.select().where(again).exists() or Membership.select().where(inside).exists():
        return
    if ending.act is not EndingAct.CLOSING and Group.get_by_id(row.group_id).closed_on is not None:
        return
    unit.audit("waiting.withdraw-undone", row.id, {"ended_on": row.ended_on}, {"ended_on": None})
    Waiting.update(ended_on=None, joined=None).where(Waiting.id == row.id).execute()


def _mentorship_back(unit: Unit, ended: EndedRow, ending: EndingRow) -> None:
    row = MentorshipRow.get_or_none(MentorshipRow.id == ended.row_id)
    if row is None or row.to_day != ended.since:
        return
    both = (MentorshipRow.mentor == row.mentor_id) & (MentorshipRow.member == row.member_id)
    if MentorshipRow.select().where(pair_records.open_pairs() & both).exists():
        return
    if _is_gone(row.mentor_id, ending) or _is_gone(row.member_id, ending):
        return
    unit.audit("mentorship.reopen", row.id, {"to_day": row.to_day, "closing": row.closing}, {"to_day": None})
    MentorshipRow.update(to_day=None, closing=None).where(MentorshipRow.id == row.id).execute()


def _mentor_back(unit: Unit, ended: EndedRow, _ending: EndingRow) -> None:
    stopped = (Mentor.member == ended.row_id) & (Mentor.stopped_on == ended.since)
    if Mentor.update(stopped_on=None).where(stopped).execute():
        unit.audit("mentor.stop-undone", ended.row_id, {"stopped_on": ended.since}, {"stopped_on": None})


def _follow_up_back(unit: Unit, ended: EndedRow, _ending: EndingRow) -> None:
    as_left = (FollowUp.id == ended.row_id) & (FollowUp.done_on == ended.since)
    cancelled = as_left & (FollowUp.outcome == FollowUpOutcome.CANCELLED)
    if FollowUp.update(outcome=None, done_on=None, done_by=None).where(cancelled).execute():
        old = {"outcome": FollowUpOutcome.CANCELLED, "done_on": ended.since}
        unit.audit("follow-up.reopen", ended.row_id, old, {"outcome": None})


def _duty_back(unit: Unit, ended: EndedRow, ending: EndingRow) -> None:
    session = Session.get_or_none((Session.id == ended.row_id) & (Session.status == SessionStatus.PLANNED))
    duty, whose = ended.code.split(WHOSE)
    taken = (DutyTurn.session == ended.row_id) & (DutyTurn.duty == Duty(duty))
    if session is None or DutyTurn.select().where(taken).exists() or _is_gone(int(whose), ending):
        return
    unit.audit("duty.end-undone", ended.row_id, None, {"duty": duty, "member": int(whose)})
    DutyTurn.insert(session=ended.row_id, duty=Duty(duty), member=int(whose)).execute()


def _is_gone(member_id: int, ending: EndingRow) -> bool:
    """Whether somebody died or is in the archive; the one whose own act is taken back is there again."""
    member = Member.get_by_id(member_id)
    return member_id != ending.member_id and (member.died_on is not None or member.archived_on is not None)


_BACK = {
    EndedKind.MEMBERSHIP: _membership_back,
    EndedKind.WAITING: _waiting_back,
    EndedKind.MENTORSHIP: _mentorship_back,
    EndedKind.MENTOR: _mentor_back,
    EndedKind.FOLLOW_UP: _follow_up_back,
    EndedKind.DUTY: _duty_back,
}
