"""Whatever a centre has come to: an act and its way back leave every row of the file as it was, but for the trail."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpOutcome
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnToUse, StepRow
from peerdesk.domain.centre import Holiday
from peerdesk.domain.groups.memberships import Joining, MemberRole
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Leave, Series, StayCorrection
from peerdesk.domain.mentoring.mentorships import ClosingReason, Logged, MentorshipClosing, SupportKind
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.errors import InvalidInput, NotFound
from peerdesk.services import bin as bin_acts
from peerdesk.services import centre, presence
from peerdesk.services.care import contacts, follow_ups, goals, milestones, recovery
from peerdesk.services.groups import groups, memberships, waitlist, way_back
from peerdesk.services.measures import measures
from peerdesk.services.members import deaths, key_counsellors, members, stays
from peerdesk.services.members import way_back as members_way_back
from peerdesk.services.mentoring import mentor_log, mentorships
from peerdesk.services.sessions import attendance, sessions
from tests import behind
from tests.centres import CIRCLE, KAVITA, RAVI, Shelf, at_ten, enter, nobody
from tests.oracle.walk import Chance, NobodyThereError, Story

TRAIL = {"record_state", "audit_entry", "bin_entry", "member_change", "sqlite_sequence"}
"""What tells of acts: the trail, what was put right, and the bin (see the last test)."""
WHY = "It was a mistake."
TRIES = 5

Back = Callable[[], object]


def rows_of(story: Chance) -> dict[str, list[str]]:
    """All of the file, but for the trail; planned sessions that nobody touched by what they are, not by number."""
    run = story.storage._database.run
    found = {}
    for (table,) in run("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"):
        if table in TRAIL:
            continue
        rows = behind.rows_of(story.storage, table)
        if table == "session":
            rows = run("SELECT CASE status WHEN 'planned' THEN 0 ELSE id END, group_id, day, starts, minutes, channel,"
                       " by_hand, status, reason, reason_text, visitors, paper_by_id, unmarked_why, led_by_id"
                       " FROM session")  # fmt: skip
        found[table] = sorted(map(str, rows))
    return found


class ThereAndBack(Chance):
    """Acts that give the way back from what they did."""

    @property
    def ask(self) -> tuple[Storage, Actor]:
        return self.storage, self.actor

    def join(self) -> Back:
        row_ids = memberships.join(*self.ask, Joining(self.group(), (self.member(),), self.lately()), "wishes it")
        return lambda: way_back.take_back_joining(*self.ask, row_ids, {})

    def leave_group(self) -> Back:
        row_id = self.one("membership")
        former = self._last_day(row_id)
        memberships.leave(*self.ask, row_id, self.lately())
        return lambda: way_back.go_on(*self.ask, {row_id: former})

    def move(self) -> Back:
        row_id = self.one("membership", "to_day IS NULL")
        made = memberships.move(*self.ask, [row_id], self.group(), self.today, "wishes it")
        return lambda: way_back.take_back_joining(*self.ask, made, {row_id: None})

    def _last_day(self, row_id: int) -> date | None:
        [last] = self.facts("membership", row_id, "to_day")
        return date.fromisoformat(last) if last else None

    def change_role(self) -> Back:
        row_id = self.one("membership", "to_day IS NULL AND id NOT IN (SELECT membership_id FROM former_role)")
        [role] = self.facts("membership", row_id, "role")
        first = self.lately()
        memberships.change_role(*self.ask, row_id, self.any_of(MemberRole), first=first)
        return lambda: memberships.change_role(*self.ask, row_id, MemberRole(role), first=first)

    def close_group(self) -> Back:
        group_id, last = self.group(), self.lately()
        groups.close(*self.ask, group_id, last)
        return lambda: groups.reopen(*self.ask, group_id, first=last + timedelta(days=1))

    def withdraw(self) -> Back:
        waiting_id = self.one("waiting", "ended_on IS NULL")
        waitlist.withdraw(*self.ask, waiting_id, today=self.today)
        return lambda: waitlist.take_back_withdrawal(*self.ask, waiting_id)

    def holiday(self) -> Back:
        day = self.later()
        if self.storage._database.run("SELECT 1 FROM holiday WHERE day = ?", (day.isoformat(),)):
            raise NobodyThereError
        centre.add_holiday(*self.ask, Holiday(day, "Mela"))
        return lambda: centre.remove_holiday(*self.ask, day)

    def register(self) -> Back:
        details = MemberDetails("Bhola Das", "", Gender.MALE, age=40)
        who = members.register(*self.ask, details, today=self.today)
        return lambda: members_way_back.take_back_registration(*self.ask, who)

    def admit_again(self) -> Back:
        who = self.one("member", "id NOT IN (SELECT member_id FROM stay WHERE discharged_on IS NULL)")
        stay_id = stays.admit(*self.ask, who, Admission(self.any_of(Series), self.lately()), today=self.today)
        return lambda: members_way_back.take_back_admission(*self.ask, stay_id)

    def discharge(self) -> Back:
        stay_id = self.stay("discharged_on IS NULL")
        [who] = self.facts("stay", stay_id, "member_id")
        ending = frozenset(self.ids("membership", f"member_id = {who} AND to_day IS NULL"))
        how = self.any_of(DischargeType)
        stays.discharge(*self.ask, stay_id, Discharge(self.lately(), how, ending), today=self.today)
        return lambda: stays.take_back_discharge(*self.ask, stay_id, WHY)

    def correct_stay(self) -> Back:
        stay_id = self.one("stay")
        before = self._as_it_stands(stay_id)
        day = before.discharged_on and before.discharged_on - timedelta(days=self.chance.choice((0, 1, 3)))
        admitted = before.admitted_on - timedelta(
            days=0 if self._came_before(stay_id) else self.chance.choice((0, 1, 3))
        )
        how = before.discharge_type and self.any_of(DischargeType)
        correction = StayCorrection(admitted, self.any_of(Series), "BOOK/7", WHY, day, how)
        stays.correct(*self.ask, stay_id, correction, today=self.today)
        return lambda: stays.correct(*self.ask, stay_id, before, today=self.today)

    def _came_before(self, stay_id: int) -> bool:
        """Whether something lies before the admission: a correction that takes it in is not let out again."""
        who, admitted = self.facts("stay", stay_id, "member_id", "admitted_on")
        tables = "membership WHERE from_day", "presence WHERE day", "leave WHERE from_day"
        asked = [f"SELECT 1 FROM {table} < '{admitted}' AND member_id = {who}" for table in tables]  # noqa: S608
        return any(self.storage._database.run(sql) for sql in asked)

    def _as_it_stands(self, stay_id: int) -> StayCorrection:
        columns = "admitted_on", "series", "number", "discharged_on", "discharge_type"
        admitted, series, number, ended, how = self.facts("stay", stay_id, *columns)
        last = ended and date.fromisoformat(ended)
        return StayCorrection(
            date.fromisoformat(admitted), Series(series), number, WHY, last, how and DischargeType(how)
        )

    def leave(self) -> Back:
        leave_id = stays.add_leave(*self.ask, self.inside(), Leave(self.today, self.today + timedelta(days=3), "home"))
        return lambda: stays.remove_leave(*self.ask, leave_id)

    def die(self) -> Back:
        who = self.one("member", "died_on IS NULL")
        deaths.note_death(*self.ask, who, Death(self.lately()), today=self.today)
        return lambda: deaths.take_back_death(*self.ask, who, WHY)

    def archive(self) -> Back:
        who = self.one("member", "archived_on IS NULL")
        members.archive(*self.ask, who, today=self.today)
        return lambda: members.archive(*self.ask, who, today=None)

    def counsellor(self) -> Back:
        staff_id = self.chance.choice((None, *self.ids("staff", "role != 'office'")))
        done = key_counsellors.change(*self.ask, self.member(), staff_id, self.lately(), today=self.today)
        return lambda: key_counsellors.take_back(*self.ask, [done] if done else [])

    def not_held(self) -> Back:
        session_id = self.session("status = 'planned'")
        sessions.did_not_happen(*self.ask, session_id, NotHeldReason.WEATHER)
        return lambda: sessions.did_happen(*self.ask, session_id)

    def attend(self) -> Back:
        session_id = self.session()
        before = attendance.mark(*self.ask, session_id, {self.chance.choice(self.due(session_id)): self.attendance()})
        return lambda: attendance.mark(*self.ask, session_id, before)

    def walk_in(self) -> Back:
        session_id, who = self.session("status = 'held'"), self.member()
        attendance.add_walk_in(*self.ask, session_id, who)
        return lambda: attendance.remove_walk_in(*self.ask, session_id, who)

    def guest(self) -> Back:
        session_id = self.session("status = 'held'")
        guest_id = attendance.add_guest(*self.ask, session_id, self.member(), "Lata", self.any_of(Kinship))
        return lambda: attendance.remove_guest(*self.ask, guest_id)

    def be_present(self) -> Back:
        day = self.lately()
        before = presence.mark(*self.ask, day, {self.inside(): self.chance.choice((True, False))})
        return lambda: presence.mark(*self.ask, day, before)

    def talk(self) -> Back:
        new = NewContact(self.member(), self.any_of(ContactKind), self.lately(), 10)
        row_id = contacts.add(*self.ask, new, today=self.today)
        return lambda: contacts.remove(*self.ask, row_id)

    def finish(self) -> Back:
        row_id = self.one("follow_up", f"outcome IS NULL AND due_on <= '{self.today}'")
        outcome = self.chance.choice(list(FollowUpOutcome))
        died_on = self.lately() if outcome is FollowUpOutcome.DIED else None
        finished = Finished(
            outcome, self.today, next_on=self.later(), died_on=died_on
        )  # words would stay, to go on with
        made = follow_ups.finish(*self.ask, row_id, finished, today=self.today)
        return lambda: follow_ups.reopen(*self.ask, row_id, made=made)

    def return_to_use(self) -> Back:
        who = self.one("member", "id IN (SELECT member_id FROM recovery_span WHERE ended_on IS NULL)")
        again = self.chance.choice((None, self.today))
        recovery.record_return(*self.ask, who, ReturnToUse(self.lately(), again), today=self.today)
        return lambda: recovery.take_back_return(*self.ask, who)

    def step(self) -> Back:
        who, step = self.member(), self.chance.randint(1, 12)
        if self.storage._database.run("SELECT 1 FROM step_work WHERE member_id = ? AND step = ?", (who, step)):
            raise NobodyThereError
        recovery.work_step(*self.ask, who, StepRow(step, self.lately(), "Mohan"), today=self.today)
        return lambda: recovery.remove_step(*self.ask, who, step)

    def celebrate(self) -> Back:
        who, milestone = self.member(), Milestone(MilestoneKind.DAYS, self.chance.choice((1, 7, 15, 30)))
        if self.storage._database.run("SELECT 1 FROM celebration WHERE member_id = ?", (who,)):
            raise NobodyThereError
        milestones.celebrate(*self.ask, who, milestone, day=self.today)
        return lambda: milestones.take_back_celebration(*self.ask, who, milestone)

    def goal(self) -> Back:
        goal_id = goals.add(*self.ask, self.member(), GoalText("walk"), today=self.today)
        return lambda: goals.remove(*self.ask, goal_id)

    def measure(self) -> Back:
        who, day = self.member(), self.lately()
        if self.storage._database.run("SELECT 1 FROM measurement WHERE member_id = ?", (who,)):
            raise NobodyThereError
        row_id = measures.record(*self.ask, who, "weekly", day, {1: 9, 4: 1}, today=self.today)
        return lambda: measures.remove(*self.ask, row_id)

    def meet(self) -> Back:
        met = Logged(self.lately(), 30, SupportKind.EMOTIONAL)
        row_id = mentor_log.log_contact(*self.ask, self.one("mentorship", "to_day IS NULL"), met, today=self.today)
        return lambda: mentor_log.remove_contact(*self.ask, row_id)

    def part(self) -> Back:
        pair_id = self.one("mentorship", "to_day IS NULL")
        closing = MentorshipClosing(self.lately(), ClosingReason.COMPLETED)
        mentorships.close(*self.ask, pair_id, closing, today=self.today)
        return lambda: mentorships.reopen(*self.ask, pair_id)


TAKEN_BACK = sorted(name for name in vars(ThereAndBack) if not name.startswith("_") and name != "ask")


@pytest.fixture(scope="module", params=[24])
def story(request, tmp_path_factory):
    """A centre that has come to something, with whoever goes on there."""
    place = tmp_path_factory.mktemp("walked")
    made = Shelf(place).copy((RAVI, KAVITA, CIRCLE), place / "data")
    told: list[Chance] = []

    def now() -> datetime:
        return told[0].now if told else at_ten()

    storage = Storage.open(made.folder, made.master, now, nobody)
    with storage.bound():
        past = Story(request.param, storage, enter(storage, "meena"), date(2026, 11, 18))
        told.append(past)
        past.live(14, 9)
        here = ThereAndBack(request.param, storage, past.actor, past.today)
        told[0] = here
        yield here
    storage.close()


@pytest.mark.parametrize("act", TAKEN_BACK)
def test_taken_back_nothing_is_left_of_it(story, act):
    done = 0
    for _ in range(TRIES * 3):
        before = rows_of(story)
        try:
            take_back = getattr(story, act)()
        except (InvalidInput, NotFound, NobodyThereError):
            assert rows_of(story) == before
            continue
        take_back()
        after = rows_of(story)
        assert {t: (sorted(set(before[t]) - set(after[t])), sorted(set(after[t]) - set(before[t])))
                for t in before if before[t] != after[t]} == {}  # fmt: skip
        done += 1
        if done == TRIES:
            break


NEVER_IN_THE_BIN = {
    "admit_again",
    "archive",
    "attend",
    "be_present",
    "change_role",
    "close_group",
    "correct_stay",
    "counsellor",
    "die",
    "discharge",
    "join",
    "leave_group",
    "move",
    "not_held",
    "part",
    "withdraw",
}
"""Their way back deletes nothing that somebody wrote, or the act itself makes it again as it was."""

ALSO_OPENS_AGAIN = {"finish"}
"""Its way back is more than a deletion: the bin holds the follow-up that was made, and not the outcome."""


@pytest.mark.parametrize("act", sorted(set(TAKEN_BACK) - NEVER_IN_THE_BIN - ALSO_OPENS_AGAIN))
def test_put_back_from_the_bin_it_is_as_it_was_made_and_can_be_taken_back_again(story, act):
    done = 0
    for _ in range(TRIES * 3):
        before = rows_of(story)
        try:
            take_back = getattr(story, act)()
        except (InvalidInput, NotFound, NobodyThereError):
            continue
        made = rows_of(story)
        take_back()
        latest = bin_acts.entries(*story.ask)[0]
        bin_acts.put_back(story.storage, story.actor, latest.id)
        assert rows_of(story) == made
        assert latest.id not in {row.id for row in bin_acts.entries(*story.ask)}
        take_back()
        assert rows_of(story) == before
        done += 1
        if done == TRIES:
            break


@pytest.mark.parametrize("act", sorted(NEVER_IN_THE_BIN))
def test_what_has_a_way_back_of_its_own_is_not_in_the_bin_too(story, act):
    for _ in range(TRIES * 3):
        lying = bin_acts.entries(*story.ask)
        try:
            take_back = getattr(story, act)()
        except (InvalidInput, NotFound, NobodyThereError):
            continue
        take_back()
        assert bin_acts.entries(*story.ask) == lying
