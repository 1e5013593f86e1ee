"""The marks of the demo centre: most are there, some late, some excused; each member as reliably as they are."""

from collections.abc import Mapping, Sequence
from datetime import date

from peerdesk.domain.care import attention_rules
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark
from peerdesk.services.demo.meetings import Meeting
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import DemoPlan, weighted
from peerdesk.services.demo.rosters import DemoMembership
from peerdesk.services.demo.stays import DemoLeave

_FROM_OUTSIDE = frozenset({GroupType.ALUMNI, GroupType.FAMILY, GroupType.ONLINE})
"""Types whose members must travel or find a signal; they miss more often than who lives in the house."""

_ABSENT_OUTSIDE, _ABSENT_INSIDE = 1.3, 0.55  # times what is missing from full reliability
_LEAVE, _EARLY, _LATE, _UNMARKED = 0.015, 0.02, 0.05, 0.004
_PARTICIPATION_KEPT = 0.7  # of sessions
_PARTICIPATION = (2, 20, 33, 35, 10)  # weights of 0 to 4
_LATE_MINUTES, _EARLY_MINUTES = (5, 10, 10, 15, 20, 30), (10, 15, 20, 30)
_REASONS = {
    LeaveReason.MEDICAL: 40, LeaveReason.FAMILY: 20, LeaveReason.WORK: 18, LeaveReason.COURT: 10,
    LeaveReason.HOME_VISIT: 12,
}  # fmt: skip
_UNDER_WAY = 0.6  # of today's first session is marked


class Marker:
    """Marks sessions in order of time.

    Only those who are meant to are absent so often running that contact is needed; so the Today page calls for contact
    because of absences with them alone.
    """

    def __init__(
        self,
        plan: DemoPlan,
        people: Sequence[Person],
        leaves: Sequence[DemoLeave],
        absentees: Mapping[tuple[int, int], date],
    ) -> None:
        self._chance = plan.chance("marks")
        self._today = plan.today
        self._people = people
        self._absentees = absentees
        self._runs: dict[tuple[int, int], int] = {}
        self._leaves: dict[int, list[DemoLeave]] = {}
        for leave in leaves:
            self._leaves.setdefault(leave.member_id, []).append(leave)

    def mark(self, meeting: Meeting) -> dict[int, Attendance]:
        """The marks of everybody due, by member; who was overlooked has none."""
        kept = self._chance.random() < _PARTICIPATION_KEPT
        due = meeting.due
        if meeting.day == self._today:  # still being taken
            due = due[: max(1, round(_UNDER_WAY * len(due)))]
        found: dict[int, Attendance] = {}
        for membership in due:
            attendance = self._attendance(meeting, membership, participation=kept)
            if attendance is not None:
                found[membership.member_id] = attendance
                self._follow(meeting.group.id, membership.member_id, attendance.mark)
        if not any(attendance.mark.attended for attendance in found.values()):
            return self._somebody_there(meeting, found)
        return found

    def _attendance(self, meeting: Meeting, membership: DemoMembership, *, participation: bool) -> Attendance | None:
        if self._on_leave(membership.member_id, meeting.day):
            return Attendance(Mark.LEAVE, reason=LeaveReason.OTHER)  # as planned leave is pre-filled
        who = (meeting.group.id, membership.member_id)
        if self._stays_away(meeting, membership):
            return Attendance(Mark.ABSENT)
        missing = 1 - self._people[membership.member_id - 1].reliability
        mark = self._mark(missing, outside=meeting.group.type in _FROM_OUTSIDE)
        if mark is Mark.ABSENT and self._runs.get(who, 0) + 1 >= _absences_for_contact(meeting):
            mark = Mark.PRESENT
        return None if mark is None else self._with_particulars(mark, participation=participation)

    def _mark(self, missing: float, *, outside: bool) -> Mark | None:
        """One draw against the chances of each mark, the rest being there in time."""
        drawn = self._chance.random()
        for mark, share in (
            (Mark.ABSENT, missing * (_ABSENT_OUTSIDE if outside else _ABSENT_INSIDE)),
            (Mark.LATE, _LATE + missing / 6),
            (Mark.LEFT_EARLY, _EARLY),
            (Mark.LEAVE, _LEAVE),
            (None, _UNMARKED),
        ):
            drawn -= share
            if drawn < 0:
                return mark
        return Mark.PRESENT

    def _with_particulars(self, mark: Mark, *, participation: bool) -> Attendance:
        chance = self._chance
        minutes = {Mark.LATE: _LATE_MINUTES, Mark.LEFT_EARLY: _EARLY_MINUTES}.get(mark)
        return Attendance(
            mark,
            chance.choice(minutes) if minutes else None,
            weighted(chance, _REASONS) if mark is Mark.LEAVE else None,
            chance.choices(range(5), _PARTICIPATION)[0] if participation and mark.attended else None,
        )

    def _stays_away(self, meeting: Meeting, membership: DemoMembership) -> bool:
        last_seen = self._absentees.get((meeting.group.id, membership.member_id), membership.last_seen)
        return last_seen is not None and meeting.day > last_seen

    def _on_leave(self, member_id: int, day: date) -> bool:
        return any(leave.from_day <= day <= leave.to_day for leave in self._leaves.get(member_id, ()))

    def _follow(self, group_id: int, member_id: int, mark: Mark) -> None:
        if mark is Mark.ABSENT:
            self._runs[group_id, member_id] = self._runs.get((group_id, member_id), 0) + 1
        elif mark.attended:
            self._runs.pop((group_id, member_id), None)

    def _somebody_there(self, meeting: Meeting, found: dict[int, Attendance]) -> dict[int, Attendance]:
        """A session at which nobody was would not have been held: somebody who is not staying away came after all."""
        for membership in meeting.due:
            member_id = membership.member_id
            if not self._stays_away(meeting, membership) and not self._on_leave(member_id, meeting.day):
                self._follow(meeting.group.id, member_id, Mark.PRESENT)
                return found | {member_id: Attendance(Mark.PRESENT)}
        return found


def _absences_for_contact(meeting: Meeting) -> int:
    """How many absences running the group of a meeting calls for contact with."""
    day = meeting.day
    weekdays = {
        dated.time.weekday
        for dated in meeting.group.times
        if dated.from_day <= day and (dated.to_day is None or dated.to_day >= day)
    }
    return attention_rules.threshold(Thresholds(), meeting.group.details.absences_for_contact, len(weekdays))
