"""Memberships inside other acts: who is on a roster on a day, joining and closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from peewee import OP, Expression, Function, ModelSelect, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import (
    AttendanceRow,
    FormerRole,
    Group,
    MeetingTimeRow,
    Member,
    Membership,
    Seal,
    Session,
)
from peerdesk.db.queries import tuples, values
from peerdesk.domain.dates import later
from peerdesk.domain.groups.fit import Override
from peerdesk.domain.groups.memberships import Joining, MemberRole, overlap
from peerdesk.domain.members.members import display_name
from peerdesk.domain.members.states import Part
from peerdesk.domain.sessions.marks import Mark
from peerdesk.errors import NotFound, Problem
from peerdesk.records import standing
from peerdesk.records.groups import waitlist

_SEVERAL = 2

ATTENDED = [mark for mark in Mark if mark.attended]


class MembershipOfMember(NamedTuple):
    """One member in one group.

    Attributes:
        own: how many absences running mean that contact is needed, where the group says it.
        weekdays: on how many days of the week it meets.
    """

    id: int
    group_id: int
    group: str
    from_day: date
    to_day: date | None
    role: MemberRole
    own: int | None
    weekdays: int


def of_member(member_id: int, day: date) -> list[MembershipOfMember]:
    """A member's memberships, those that go on first, then the latest; their groups as on a day. Inside a reading."""
    membership = Membership.id, Group.id, Group.name, Membership.from_day, Membership.to_day, role_on(day)
    rows = Membership.select(*membership, Group.absences_for_contact, weekdays_on(day).alias("weekdays")).join(Group)
    latest_first = Membership.to_day.is_null().desc(), Membership.from_day.desc()
    theirs = (Membership.member == member_id) & ever_began()
    return [MembershipOfMember(*row) for row in tuples(rows.where(theirs).order_by(*latest_first))]


def weekdays_on(day: date) -> ModelSelect[MeetingTimeRow]:
    """On how many days of the week a group meets, by its times on a day."""
    times = (MeetingTimeRow.from_day <= day) & (MeetingTimeRow.to_day.is_null() | (MeetingTimeRow.to_day >= day))
    counted = MeetingTimeRow.select(fn.COUNT(MeetingTimeRow.weekday.distinct()))
    return counted.where((MeetingTimeRow.group == Group.id) & times)


def join_within(unit: Unit, joining: Joining, member_id: int, override: Override | None = None) -> int:
    """Put one member into a group inside somebody's unit of work, and off its waitlist."""
    kept = override.text() if override else None
    membership = Membership.create(
        group=joining.group_id,
        member=member_id,
        role=joining.role,
        from_day=joining.from_day,
        to_day=None,
        override=kept,
    )
    facts = {"group": joining.group_id, "member": member_id, "from_day": joining.from_day, "role": joining.role}
    unit.audit("membership.join", membership.id, None, facts | ({"override": kept} if kept else {}))
    waitlist.joined_within(unit, joining.group_id, member_id, joining.from_day)
    settle_walk_ins_within(membership)
    return int(membership.id)


def closing_problems(membership_id: int, last_day: date, field: str) -> list[Problem]:
    """Why somebody cannot end a membership on a day; inside a reading.

    It had not begun, the member came after that day or had died by then, or (with a later end than before) had joined
    again. Absences and leave after it stay in the file and are due no more.
    """
    row = membership(membership_id)
    group, name = Group.get_by_id(row.group_id).name, name_of(row.member_id)
    if last_day < row.from_day:
        return [Problem(field, "membership-not-begun", {"name": name, "group": group, "day": row.from_day})]
    gone = standing.entry_problems(Part.ROSTER, row.member_id, (field, last_day))
    if gone and (row.to_day is None or row.to_day < last_day):
        return gone
    return ending_problems(membership_id, last_day, field)


def ending_problems(membership_id: int, last_day: date, field: str) -> list[Problem]:
    """Why a membership cannot end with something else on a day; inside a reading.

    The member came after it, or (with a later end than before) had joined again. One that was to begin after that day
    never began.
    """
    row = membership(membership_id)
    group, name = Group.get_by_id(row.group_id).name, name_of(row.member_id)
    if meets_another(row, row.from_day, last_day):
        return [Problem(field, "membership-overlap", {"name": name, "group": group})]
    after = (
        AttendanceRow.select(fn.MAX(Session.day))
        .join(Session)
        .where(
            (Session.group == row.group_id)
            & (AttendanceRow.member == row.member_id)
            & ~AttendanceRow.walk_in
            & (AttendanceRow.mark << ATTENDED)
            & (Session.day > last_day)
            & (Session.day <= (row.to_day or date.max))
        )
        .scalar()
    )
    if after:
        return [Problem(field, "marks-after", {"day": after, "group": group, "name": name})]
    return []


def together(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of several memberships beside one field; where several came after the day, the one day that helps."""
    found = list(problems)
    came = [problem for problem in found if problem.code == "marks-after"]
    if len(came) < _SEVERAL:
        return found
    latest = max(came, key=lambda problem: str(problem.values["day"]))
    those = Problem(latest.field, "marks-after-together", {"day": latest.values["day"]})
    return [those, *(problem for problem in found if problem not in came)]


def meets_another(row: Membership, first: date, last: date | None) -> bool:
    """Whether a membership from a day to a day would meet another of that member in that group; inside a reading."""
    others = Membership.select().where(
        (Membership.group == row.group_id) & (Membership.member == row.member_id) & (Membership.id != row.id)
    )
    return any(overlap((first, last), (other.from_day, other.to_day)) for other in others)


def built_on(membership_id: int) -> list[Problem]:
    """Why a membership cannot be taken back: signed sessions and absences build on it; inside a reading."""
    row = membership(membership_id)
    marked = _of_roster(row) & (
        (AttendanceRow.session << Seal.select(Seal.session)) | AttendanceRow.mark.not_in(ATTENDED)
    )
    day = AttendanceRow.select(fn.MIN(Session.day)).join(Session).where(marked).scalar()
    return [Problem("members", "membership-built-on", {"name": name_of(row.member_id), "day": day})] if day else []


def came_signed(row: Membership, before: date) -> date | None:
    """The first signed session before a day that a member came to by a membership; inside a reading."""
    signed = AttendanceRow.session << Seal.select(Seal.session)
    came = _of_roster(row) & signed & (AttendanceRow.mark << ATTENDED) & (Session.day < before)
    day: date | None = AttendanceRow.select(fn.MIN(Session.day)).join(Session).where(came).scalar()
    return day


def walk_in_again_within(row: Membership, before: date = date.max) -> None:
    """Who came by a membership that is taken back, or by its days before a day, came as a walk-in.

    Inside a unit of work. Signed sessions stay as they were signed.
    """
    drafts = _of_roster(row) & (Session.day < before) & AttendanceRow.session.not_in(Seal.select(Seal.session))
    theirs = AttendanceRow.select(AttendanceRow.session).join(Session).where(drafts)
    these = (AttendanceRow.member == row.member_id) & (AttendanceRow.session << list(values(theirs)))
    AttendanceRow.delete().where(these & AttendanceRow.mark.is_null()).execute()
    AttendanceRow.update(walk_in=True).where(these & (AttendanceRow.mark << ATTENDED)).execute()


def _of_roster(row: Membership) -> Expression:
    """Condition on what was marked of a member on the roster while a membership held, beside the sessions."""
    days = (Session.day >= row.from_day) & (Session.day <= (row.to_day or date.max))
    theirs = (Session.group == row.group_id) & (AttendanceRow.member == row.member_id) & ~AttendanceRow.walk_in
    condition: Expression = theirs & days
    return condition


def ending_with_group(group_id: int, last_day: date) -> Sequence[int]:
    """The memberships that a group's last day ends; inside a reading."""
    rows = Membership.select(Membership.id).where((Membership.group == group_id) & goes_past(last_day))
    return [row.id for row in rows.order_by(Membership.id)]


def close_within(unit: Unit, membership_id: int, last_day: date) -> None:
    """End a membership inside somebody's unit of work."""
    row = membership(membership_id)
    unit.audit_change("membership.leave", membership_id, {"to_day": row.to_day}, {"to_day": last_day})
    Membership.update(to_day=last_day).where(Membership.id == membership_id).execute()


def settle_walk_ins_within(row: Membership) -> None:
    """Somebody who walked in on a day that now falls into a membership is on that day's roster.

    Inside a unit of work. Signed sessions stay as they were signed.
    """
    signed = Seal.select(Seal.session)
    days = (Session.day >= row.from_day) & (Session.day <= (row.to_day or date.max))
    drafts = Session.select(Session.id).where((Session.group == row.group_id) & days & Session.id.not_in(signed))
    theirs = (AttendanceRow.member == row.member_id) & (AttendanceRow.session << drafts) & AttendanceRow.walk_in
    AttendanceRow.delete().where(theirs & AttendanceRow.mark.is_null()).execute()
    AttendanceRow.update(walk_in=False).where(theirs).execute()


def membership(membership_id: int) -> Membership:
    """One membership.

    Raises:
        NotFound: if there is none with this number.
    """
    row: Membership | None = Membership.get_or_none(Membership.id == membership_id)
    if row is None:
        raise NotFound("unknown-membership", number=membership_id)
    return row


def name_of(member_id: int) -> str:
    """A member's name where only one fits."""
    member = Member.get_by_id(member_id)
    return display_name(member.name_latin, member.name_native)


def sizes(day: date) -> dict[int, int]:
    """How many are on the roster of each group that has somebody on it; inside a reading."""
    rows = tuples(Group.select(Group.id, size(day).alias("size")))
    return {group_id: on_it for group_id, on_it in rows if on_it}


def size(day: date) -> Expression:
    """How many are on the roster of a group on a day, as part of a query of groups."""
    begun = (Membership.group == Group.id) & (Membership.from_day <= day)
    going_on, ended_later = (  # counted apart, each by the index: together SQLite would look at all that ever were
        Membership.select(fn.COUNT(Membership.id)).where(begun & still)
        for still in (Membership.to_day.is_null(), Membership.to_day >= day)
    )
    return Expression(going_on, OP.ADD, ended_later)


def on_roster(day: date) -> Expression:
    """Condition on memberships that hold on a day."""
    return (Membership.from_day <= day) & (Membership.to_day.is_null() | (Membership.to_day >= day))


def ever_began() -> Expression:
    """Condition on memberships that held on some day.

    What was to begin after a death, a discharge, the archive or the closing of its group ends before its first day.
    """
    return Membership.to_day.is_null() | (Membership.to_day >= Membership.from_day)


def goes_past(day: date) -> Expression:
    """Condition on memberships that hold, or will, on some day after another."""
    return Membership.to_day.is_null() | ((Membership.to_day > day) & (Membership.to_day >= Membership.from_day))


def role_on(day: date) -> Function:
    """The role that goes with a membership on a day, as part of a query of memberships."""
    then = (FormerRole.membership == Membership.id) & (FormerRole.until >= day)
    former = FormerRole.select(FormerRole.role).where(then).order_by(FormerRole.until).limit(1)
    role: Function = fn.COALESCE(former, Membership.role).python_value(MemberRole)
    return role


def give_role_within(row: Membership, role: MemberRole, first: date) -> None:
    """Somebody has a role from a day on; what they had before stays true on its days. Inside a unit of work."""
    theirs = FormerRole.membership == row.id
    before = role_of(row, later(first, -timedelta(days=1)))
    FormerRole.delete().where(theirs & (FormerRole.until >= later(first, -timedelta(days=1)))).execute()
    if first > row.from_day and before is not role:
        FormerRole.insert(membership=row.id, until=later(first, -timedelta(days=1)), role=before).execute()
    Membership.update(role=role).where(Membership.id == row.id).execute()


def role_of(row: Membership, day: date) -> MemberRole:
    """The role of a membership on a day; inside a reading or a unit of work."""
    [role] = values(Membership.select(role_on(day)).where(Membership.id == row.id))
    return MemberRole(role)


def forget_roles_within(row: Membership, before: date = date.max) -> None:
    """A membership is taken back, or its days before a day, with the roles it had then; inside a unit of work."""
    FormerRole.delete().where((FormerRole.membership == row.id) & (FormerRole.until < before)).execute()
