"""A centre as nobody would plan it: real acts of the services drawn by chance, day after day, over a season."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalState, GoalText, GoalWordKind
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnToUse, StepRow
from peerdesk.domain.care.status import Medicines, RecoveryNow, Status, YesNo
from peerdesk.domain.centre import Holiday
from peerdesk.domain.groups.groups import GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.measures.safety import SafetyAnswer
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Leave, Series, StayCorrection
from peerdesk.domain.mentoring.mentorships import (
    Agreement,
    ClosingReason,
    Logged,
    MentorshipClosing,
    Pairing,
    SupportKind,
)
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.services import centre, presence
from peerdesk.services import today as today_service
from peerdesk.services.care import contacts, follow_ups, goals, milestones, recovery
from peerdesk.services.groups import groups, memberships, way_back
from peerdesk.services.measures import measures, safety
from peerdesk.services.members import deaths, key_counsellors, members, stays
from peerdesk.services.mentoring import mentor_log, mentors, mentorships
from peerdesk.services.sessions import attendance, notes, sessions, signing
from tests.centres import PASSWORD

Choice = TypeVar("Choice")
MANY_MARKS = "PPPPPPPPPTELAAAAA"
FIRST = ("Ramesh", "Salim", "Gurpreet", "Anil", "Sunita", "Asha", "Mohan", "Iqbal", "Bhola", "Chandu")
LAST = ("Kumar", "Khan", "Singh", "Yadav", "Shinde", "Devi", "Das", "Patil", "Jatav", "Rawat")


class Chance:
    """Who and what there is to be chosen from at a centre, from a day on; the same seed makes the same choices."""

    def __init__(self, seed: int, storage: Storage, actor: Actor, first: date) -> None:
        self.chance = Random(seed)  # noqa: S311
        self.storage, self.actor, self.today = storage, actor, first
        self.done: dict[str, int] = {}
        self.refused: dict[str, int] = {}

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(10))

    def live(self, days: int, acts_a_day: int) -> None:
        """So many days with something written down, and now and then a gap between."""
        names = list(ACTS)
        deck = self.chance.sample(names, len(names))  # so that each of them comes up
        for _ in range(days):
            self.today += timedelta(days=self.chance.choice((1, 1, 1, 1, 2, 2, 3, 9)))
            sessions.plan_ahead(self.storage, self.actor, today=self.today)
            for name in (*self.chance.choices(names, [ACTS[name] for name in names], k=acts_a_day), deck.pop()):
                self.act(name)
            deck = deck or self.chance.sample(names, len(names))

    def act(self, name: str) -> None:
        try:
            getattr(self, name)()
        except (InvalidInput, NotFound, NobodyThereError):
            self.refused[name] = self.refused.get(name, 0) + 1
        else:
            self.done[name] = self.done.get(name, 0) + 1

    # Choosing

    def ids(self, table: str, where: str = "1") -> list[int]:
        return [found for (found,) in self.storage._database.run(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]  # noqa: S608

    def one(self, table: str, where: str = "1") -> int:
        found = self.ids(table, where)
        if not found:
            raise NobodyThereError
        return self.chance.choice(found)

    def facts(self, table: str, row_id: int, *columns: str) -> tuple[Any, ...]:
        return self.storage._database.run(f"SELECT {', '.join(columns)} FROM {table} WHERE id = {row_id}")[0]  # noqa: S608

    def any_of(self, kinds: type[Choice]) -> Choice:
        return self.chance.choice(list(kinds))  # type: ignore[call-overload]

    def lately(self) -> date:
        return self.today - timedelta(days=self.chance.choice((0, 0, 0, 0, 1, 1, 2, 5, 20)))

    def later(self) -> date:
        return self.today + timedelta(days=self.chance.choice((0, 1, 3, 7, 20, 120)))

    def member(self) -> int:
        return self.one("member")

    def inside(self) -> int:
        """Somebody in the programme."""
        return self.one("member", "id IN (SELECT member_id FROM stay WHERE discharged_on IS NULL)")

    def stay(self, where: str) -> int:
        return self.one("stay", where)

    def group(self) -> int:
        return self.one("peer_group", "closed_on IS NULL")

    def due(self, session_id: int) -> list[int]:
        """Who is in the group on the day of a session."""
        group_id, day = self.facts("session", session_id, "group_id", "day")
        holds = f"from_day <= '{day}' AND (to_day IS NULL OR to_day >= '{day}')"
        rows = f"SELECT member_id FROM membership WHERE group_id = {group_id} AND {holds}"  # noqa: S608 - no typed words
        found = self.ids("member", f"id IN ({rows})")
        if not found:
            raise NobodyThereError
        return found

    def session(self, where: str = "status != 'did-not-happen'") -> int:
        since = self.today - timedelta(days=12)
        unsigned = "id NOT IN (SELECT session_id FROM seal)"
        return self.one("session", f"day BETWEEN '{since}' AND '{self.today}' AND {unsigned} AND {where}")

    def attendance(self) -> Attendance:
        mark = Mark(self.chance.choice(MANY_MARKS))
        reason = LeaveReason.FAMILY if mark is Mark.LEAVE else None
        given = self.chance.choice((None, 0, 2, 4)) if mark.attended else None
        return Attendance(mark, reason=reason, participation=given)


class Story(Chance):
    """What happens at a centre: each method is something that somebody does there."""

    # Members and stays

    def register(self) -> None:
        admitted = self.lately()
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        details = MemberDetails(name, "", self.any_of(Gender), age=self.chance.randint(18, 60))
        series = self.chance.choice((Series.RESIDENTIAL, Series.OUTPATIENT))
        admission = Admission(series, admitted, recovery_on=self.chance.choice((None, admitted)))
        members.register(self.storage, self.actor, details, today=self.today, admission=admission)

    def admit_again(self) -> None:
        who, admitted = (
            self.one("member", "id NOT IN (SELECT member_id FROM stay WHERE discharged_on IS NULL)"),
            self.lately(),
        )
        spans = self.ids("recovery_span", f"member_id = {who} AND ended_on IS NULL")
        returned = self.chance.choice((None, self.lately())) if spans else None
        admission = Admission(self.any_of(Series), admitted, recovery_on=returned and admitted, returned_on=returned)
        stays.admit(self.storage, self.actor, who, admission, today=self.today)

    def discharge(self) -> None:
        stay_id = self.stay("discharged_on IS NULL")
        [who] = self.facts("stay", stay_id, "member_id")
        mine = self.ids("membership", f"member_id = {who} AND to_day IS NULL")
        ending = frozenset(row for row in mine if self.chance.random() < 0.7)
        kinds = [kind for kind in DischargeType if kind is not DischargeType.DIED]
        kind = self.chance.choice([*kinds, *[DischargeType.COMPLETED] * 4])
        stays.discharge(self.storage, self.actor, stay_id, Discharge(self.lately(), kind, ending), today=self.today)

    def take_back_discharge(self) -> None:
        stays.take_back_discharge(self.storage, self.actor, self.stay("discharged_on IS NOT NULL"), "the wrong one")

    def correct_stay(self) -> None:
        stay_id = self.one("stay")
        number, series, admitted, ended, how = self.facts(
            "stay", stay_id, "number", "series", "admitted_on", "discharged_on", "discharge_type"
        )
        correction = StayCorrection(
            date.fromisoformat(admitted) - timedelta(days=self.chance.choice((0, 0, 1, 3))),
            self.chance.choice((Series(series), self.any_of(Series))),
            number,
            "told later",
            ended and date.fromisoformat(ended) - timedelta(days=self.chance.choice((0, 1, 2, 6))),
            how and DischargeType(how),
        )
        stays.correct(self.storage, self.actor, stay_id, correction, today=self.today)

    def leave(self) -> None:
        first = self.today + timedelta(days=self.chance.choice((-3, 0, 1)))
        leave = Leave(first, first + timedelta(days=self.chance.randint(0, 4)), "home")
        stays.add_leave(self.storage, self.actor, self.inside(), leave)

    def die(self) -> None:
        deaths.note_death(self.storage, self.actor, self.member(), Death(self.lately()), today=self.today)

    def live_after_all(self) -> None:
        deaths.take_back_death(self.storage, self.actor, self.one("member", "died_on IS NOT NULL"), "another one")

    def archive(self) -> None:
        members.archive(self.storage, self.actor, self.member(), today=self.today)

    def bring_back(self) -> None:
        members.archive(self.storage, self.actor, self.one("member", "archived_on IS NOT NULL"), today=None)

    def counsellor(self) -> None:
        staff_id = self.chance.choice((None, *self.ids("staff", "role != 'office'")))
        key_counsellors.change(self.storage, self.actor, self.member(), staff_id, self.lately(), today=self.today)

    # Groups

    def new_group(self) -> None:
        weekdays = self.chance.sample(range(7), self.chance.choice((1, 2, 5)))
        hour = self.chance.choice((9, 16))
        details = GroupDetails(
            f"Group {len(self.ids('peer_group'))}",
            self.chance.choice((GroupType.ALUMNI, GroupType.ONLINE, GroupType.SELF_HELP)),
            started_on=self.lately(),
            times=tuple(MeetingTime(day, time(hour)) for day in weekdays),
            facilitators=tuple(self.ids("staff", "role = 'counsellor'")[:1]),
            absences_for_contact=self.chance.choice((None, None, 4)),
        )
        groups.create(self.storage, self.actor, details, today=self.today)

    def join(self) -> None:
        who = self.chance.choice((self.inside, self.member))()
        joining = Joining(self.group(), (who,), self.lately(), self.chance.choice(list(MemberRole)))
        memberships.join(self.storage, self.actor, joining, "wishes it")

    def leave_group(self) -> None:
        memberships.leave(self.storage, self.actor, self.one("membership", "to_day IS NULL"), self.lately())

    def go_on(self) -> None:
        way_back.go_on(self.storage, self.actor, {self.one("membership", "to_day IS NOT NULL"): None})

    def move(self) -> None:
        ids = [self.one("membership", "to_day IS NULL")]
        memberships.move(self.storage, self.actor, ids, self.group(), self.today, "wishes it")

    def change_role(self) -> None:
        row = self.one("membership", "to_day IS NULL")
        memberships.change_role(self.storage, self.actor, row, self.any_of(MemberRole), first=self.lately())

    def close_group(self) -> None:
        groups.close(self.storage, self.actor, self.group(), self.lately())

    def reopen_group(self) -> None:
        groups.reopen(self.storage, self.actor, self.one("peer_group", "closed_on IS NOT NULL"), first=self.today)

    def holiday(self) -> None:
        centre.add_holiday(self.storage, self.actor, Holiday(self.later(), "Mela"))

    # Sessions

    def attend(self) -> None:
        session_id = self.session()
        due = self.due(session_id)
        some = self.chance.sample(due, self.chance.randint(1, len(due)))
        marks = {who: self.attendance() for who in some}
        attendance.mark(self.storage, self.actor, session_id, marks)

    def all_absent(self) -> None:
        attendance.mark_rest(self.storage, self.actor, self.session(), Mark(self.chance.choice("PPA")))

    def walk_in(self) -> None:
        session_id, who = self.session(), self.member()
        attendance.add_walk_in(self.storage, self.actor, session_id, who)
        if self.chance.random() < 0.8:
            attendance.mark(self.storage, self.actor, session_id, {who: self.attendance()})

    def guest(self) -> None:
        session_id = self.session("status = 'held'")
        attendance.add_guest(self.storage, self.actor, session_id, self.member(), "Lata", self.any_of(Kinship))
        attendance.count_visitors(self.storage, self.actor, session_id, self.chance.randint(0, 3))

    def write_note(self) -> None:
        session_id = self.session("status = 'held'")
        note = GroupNote(
            self.chance.choice((None, *Objective)), plan=self.chance.choice(("", "breathing")), shared="hope"
        )
        notes.keep_group_note(self.storage, self.actor, session_id, note)
        notes.keep_member_note(self.storage, self.actor, session_id, self.member(), "spoke")

    def not_held(self) -> None:
        reason = self.chance.choice((NotHeldReason.WEATHER, NotHeldReason.FESTIVAL))
        sessions.did_not_happen(self.storage, self.actor, self.session("status = 'planned'"), reason)

    def extra_session(self) -> None:
        new = NewSession(self.group(), self.lately(), time(self.chance.randint(8, 18), 30))
        sessions.create(self.storage, self.actor, new, today=self.today)

    def sign(self) -> None:
        session_id = self.session("status = 'held'")
        notes.keep_group_note(self.storage, self.actor, session_id, GroupNote(Objective.NONE))
        signing.sign(
            self.storage, self.actor, session_id, PASSWORD, self.chance.choice(("", "left early")) or "not asked"
        )

    def correct_mark(self) -> None:
        session_id = self.one("session", "id IN (SELECT session_id FROM seal)")
        who = self.chance.choice(self.due(session_id))
        signing.correct(self.storage, self.actor, session_id, PASSWORD, who, self.attendance(), "seen on the sheet")

    def be_present(self) -> None:
        day = self.lately()
        here = self.chance.sample(self.ids("member"), min(6, len(self.ids("member"))))
        marks = {who: self.chance.choice((True, False, False)) for who in here}
        presence.mark(self.storage, self.actor, day, marks)

    def all_present(self) -> None:
        presence.mark_all_present(self.storage, self.actor, self.lately())

    # Care

    def talk(self) -> None:
        new = NewContact(self.member(), self.any_of(ContactKind), self.lately(), self.chance.randint(0, 60))
        contacts.add(self.storage, self.actor, new, today=self.today)

    def plan_follow_up(self) -> None:
        kind = self.chance.choice((FollowUpKind.PLANNED, FollowUpKind.ATTENTION))
        new = NewFollowUp(self.member(), kind, self.later(), self.any_of(FollowUpWay), "to ask")
        follow_ups.add(self.storage, self.actor, new, today=self.today)

    def act_on_a_reason(self) -> None:
        rows = today_service.page(self.storage, self.actor, today=self.today).attention
        if not rows:
            raise NobodyThereError
        follow_ups.make_follow_up(self.storage, self.actor, self.chance.choice(rows).member_id, today=self.today)

    def finish(self) -> None:
        row = self.one("follow_up", f"outcome IS NULL AND due_on <= '{self.today + timedelta(days=5)}'")
        outcome = self.chance.choice([one for one in FollowUpOutcome if one is not FollowUpOutcome.DIED])
        reached = outcome.value in ("reached", "visited", "came", "family-reached", "declined")
        status = Status(
            self.chance.choice((None, *RecoveryNow)),
            self.chance.choice((None, *YesNo)),
            self.chance.choice((None, *YesNo)),
            self.chance.choice((None, *Medicines)),
        )
        finished = Finished(
            outcome,
            self.lately(),
            next_step=self.chance.choice(("", "come on Monday", "call the family")),
            next_on=self.chance.choice((None, None, self.later())),
            status=status if reached else Status(),
        )
        follow_ups.finish(self.storage, self.actor, row, finished, today=self.today)

    def finish_again(self) -> None:
        follow_ups.reopen(self.storage, self.actor, self.one("follow_up", "outcome IS NOT NULL"))

    def return_to_use(self) -> None:
        on = self.lately()
        returned = ReturnToUse(on, self.chance.choice((None, on + timedelta(days=1), self.today)))
        who = self.one("member", "id IN (SELECT member_id FROM recovery_span WHERE ended_on IS NULL)")
        recovery.record_return(self.storage, self.actor, who, returned, today=self.today)

    def begin_recovery(self) -> None:
        recovery.restart(self.storage, self.actor, self.member(), self.lately(), today=self.today)

    def correct_recovery(self) -> None:
        day = self.lately() - timedelta(days=self.chance.choice((0, 30, 360, 700)))
        recovery.correct_start(self.storage, self.actor, self.member(), day, today=self.today)

    def take_back_return(self) -> None:
        recovery.take_back_return(self.storage, self.actor, self.member())

    def step(self) -> None:
        step = StepRow(self.chance.randint(1, 12), self.lately(), "Mohan")
        recovery.work_step(self.storage, self.actor, self.member(), step, today=self.today)

    def celebrate(self) -> None:
        milestone = Milestone(MilestoneKind.DAYS, self.chance.choice((1, 7, 15, 30, 60, 90)))
        milestones.celebrate(self.storage, self.actor, self.member(), milestone, day=self.lately())

    def goal(self) -> None:
        goal_id = goals.add(self.storage, self.actor, self.member(), GoalText("walk", None), today=self.today)
        if self.chance.random() < 0.6:
            goals.say(self.storage, self.actor, goal_id, self.any_of(GoalWordKind), "done twice", day=self.today)

    def close_goal(self) -> None:
        state = self.chance.choice([state for state in GoalState if state is not GoalState.OPEN])
        goal_id = self.one("goal", "closed_on IS NULL")
        goals.close(self.storage, self.actor, goal_id, state, day=self.today, today=self.today)

    def measure(self) -> None:
        scale = self.chance.choice(("weekly", "weekly", "weekly", "phq-9"))
        answers = {place: self.chance.choice((0, 1, 3)) for place in range(1, 10) if self.chance.random() < 0.8}
        if scale == "weekly":
            answers = {place: self.chance.choice((0, 4, 8, 10)) for place in (1, 2, 3) if self.chance.random() < 0.8}
            answers |= {4: self.chance.choice((0, 0, 2))} if self.chance.random() < 0.8 else {}
        measures.record(self.storage, self.actor, self.member(), scale, self.lately(), answers, today=self.today)

    def answer_safety(self) -> None:
        note_id = self.one("safety_note", "answered_on IS NULL")
        safety.answer(self.storage, self.actor, note_id, SafetyAnswer("spoke", self.today), today=self.today)

    # Mentoring

    def mentor(self) -> None:
        agreement = Agreement(self.lately(), 5, "knows the way")
        mentors.agree_to_mentor(self.storage, self.actor, self.member(), agreement, today=self.today)

    def pair(self) -> None:
        found = self.storage._database.run("SELECT member_id FROM mentor WHERE stopped_on IS NULL ORDER BY member_id")
        if not found:
            raise NobodyThereError
        pairing = Pairing(self.chance.choice(found)[0], self.inside(), self.lately(), "both wish it")
        mentorships.pair(self.storage, self.actor, pairing, today=self.today)

    def meet(self) -> None:
        pair_id = self.one("mentorship", "to_day IS NULL")
        met = Logged(self.lately(), 30, self.any_of(SupportKind), "", self.chance.choice((None, self.later())))
        mentor_log.log_contact(self.storage, self.actor, pair_id, met, today=self.today)

    def part(self) -> None:
        closing = MentorshipClosing(self.lately(), ClosingReason.COMPLETED)
        mentorships.close(self.storage, self.actor, self.one("mentorship", "to_day IS NULL"), closing, today=self.today)


class NobodyThereError(Exception):
    """There is nothing yet that could be chosen."""


_OFTEN = {
    "attend": 26,
    "all_absent": 4,
    "register": 4,
    "join": 7,
    "finish": 9,
    "talk": 4,
    "be_present": 4,
    "sign": 4,
    "measure": 4,
    "meet": 3,
    "pair": 2,
    "discharge": 3,
    "return_to_use": 2,
    "act_on_a_reason": 3,
    "new_group": 0.4,
    "close_group": 0.15,
    "holiday": 0.4,
    "die": 0.3,
    "archive": 0.5,
}

ACTS = {name: _OFTEN.get(name, 1) for name in vars(Story) if not name.startswith("_")}
"""How often each act is drawn."""
