"""No day before a member's birth is accepted by any act, whatever else it is asked with."""

from datetime import date, time

import pytest

from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.mentoring.mentorships import Agreement, Pairing
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.sessions import NewSession
from peerdesk.domain.sessions.signing import Answers
from peerdesk.errors import InvalidInput, NotFound, NotPermitted
from peerdesk.services.care import follow_ups, goals
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members
from peerdesk.services.mentoring import mentors, mentorships
from peerdesk.services.sessions import attendance, sessions
from tests.centres import TODAY
from tests.services.test_permissions import FUNCTIONS
from tests.services.test_random_walk import ENDING, Walker
from tests.services.test_ways_back import ACTS, HOME

BORN = date(1996, 5, 5)
BEFORE = (date(1996, 5, 4), date(1980, 1, 1), date(1930, 3, 3))
LEFT_OUT = (
    *("disclosures.", "backups."),  # what leaves is of now
    *("access.", "staff.", "clock.", "centre.", "sessions.plans.", "measures.scales.", "care.thresholds."),
    *("care.follow_ups.make_follow_up", "sessions.sessions.plan_ahead"),
    "members.key_counsellors.take_back",  # what the program itself gave
    "members.members.change",  # says when somebody was born; never after what the record knows (test_days)
)
TRIES = 15

OF_MEMBERS = {
    "stay": ("member_id", ("admitted_on", "discharged_on")),
    "leave": ("member_id", ("from_day", "to_day")),
    "(SELECT * FROM membership WHERE to_day IS NULL OR to_day >= from_day)": ("member_id", ("from_day", "to_day")),
    "waiting": ("member_id", ("since", "ended_on")),
    "key_counsellor": ("member_id", ("from_day", "to_day")),
    "recovery_span": ("member_id", ("from_day", "ended_on")),
    "celebration": ("member_id", ("day",)),
    "step_work": ("member_id", ("day",)),
    "follow_up": ("member_id", ("due_on", "done_on", "begun_on")),
    "contact": ("member_id", ("day",)),
    "goal": ("member_id", ("set_on", "due_on", "closed_on")),
    "staying_well_version": ("member_id", ("written_on",)),
    "consent": ("member_id", ("given_on", "withdrawn_on")),
    "success_story": ("member_id", ("told_on",)),
    "measurement": ("member_id", ("day",)),
    "safety_note": ("member_id", ("day",)),
    "mentor": ("member_id", ("consented_on", "stopped_on")),
    "mentorship": ("member_id", ("from_day", "to_day")),
    "presence": ("member_id", ("day",)),
    "member": ("id", ("died_on",)),
    "attendance JOIN session ON session.id = session_id": ("member_id", ("day",)),
    "guest JOIN session ON session.id = session_id": ("member_id", ("day",)),
    "duty_turn JOIN session ON session.id = session_id": ("member_id", ("day",)),
    "member_note JOIN session ON session.id = session_id": ("member_id", ("day",)),
    "session": ("led_by_id", ("day",)),
    "former_role JOIN membership ON membership.id = membership_id": ("member_id", ("until",)),
    "goal_word JOIN goal ON goal.id = goal_id": ("member_id", ("goal_word.day",)),
    "mentor_contact JOIN mentorship ON mentorship.id = mentorship_id": ("mentorship.member_id", ("day", "next_on")),
    "mentorship AS theirs": ("mentor_id", ("from_day", "to_day")),
}
"""Where a day of a member may stand."""


class Slips(Walker):
    """Asks about one member, and takes every day for one before their birth."""

    def __init__(self, seed, actor, ids):
        super().__init__(seed, (actor,))
        self.ids = ids

    def _is_wild(self):
        return False

    def number(self, name):
        found = next((ids for part, ids in self.ids.items() if name.startswith(part)), None)
        return self.chance.choice(found) if found else super().number(name)

    def day(self):
        return self.chance.choice((*BEFORE, *BEFORE, BORN, TODAY))

    def value(self, kind, name=""):
        if name in ("why", "override", "confirmed"):
            return "it was so"
        if name == "answers" and kind is not Answers:
            return {1: 3, 9: 1}
        if name == "scale_code":
            return self.chance.choice(("weekly", "phq-9"))
        return super().value(kind, name)


@pytest.fixture
def young(storage, coordinator, circle):
    """Somebody in the programme, in a group that met before they were born, with something of everything."""
    ask = storage, coordinator
    details = MemberDetails("Salim Khan", gender=Gender.MALE, birth_date=BORN)
    admission = Admission(Series.RESIDENTIAL, date(2026, 11, 2), recovery_on=date(2026, 11, 2))
    who = members.register(*ask, details, today=TODAY, admission=admission)
    never_admitted = members.register(*ask, details, today=TODAY)
    old = GroupDetails("Old Circle", GroupType.SELF_HELP, started_on=date(1925, 1, 1))
    group_id = groups.create(*ask, old, today=TODAY, confirmed="It is that old.")
    early = [
        sessions.create(*ask, NewSession(group_id, day, time(9)), today=TODAY) for day in (*BEFORE, date(2026, 11, 16))
    ]
    [row_id] = memberships.join(*ask, Joining(group_id, (who,), date(2026, 11, 3)), "wishes it")
    attendance.mark(*ask, early[-1], {who: Attendance(Mark.PRESENT)})
    other = circle.member_ids[0]
    for one in (who, other):
        mentors.agree_to_mentor(*ask, one, Agreement(date(2026, 11, 4), 5, "knows the way"), today=TODAY)
    pairs = [
        mentorships.pair(*ask, Pairing(mentor, mentee, date(2026, 11, 5), "wish it"), today=TODAY)
        for mentor, mentee in ((who, other), (other, who))
    ]
    plan = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "to ask")
    return (who, never_admitted), {
        "session": early,
        "membership": [row_id],
        "ending_memberships": [row_id],
        "member": [who, who, never_admitted],
        "mentor": [who, never_admitted],
        "led_by": [who],
        "group": [group_id, circle.group_id],
        "stay": [storage._database.run("SELECT id FROM stay WHERE member_id = ?", (who,))[0][0]],
        "follow_up": [follow_ups.add(*ask, plan, today=TODAY)],
        "goal": [goals.add(*ask, who, GoalText("walk"), today=TODAY)],
        "pair": pairs,
        "staff": [1, 2],
        "counsellor": [1, 2],
    }


def too_early(storage, people):
    """Each day before the birth that stands in the file, with where."""
    found = []
    for table, (whose, columns) in OF_MEMBERS.items():
        for column in columns:
            theirs = f"{whose} IN {people} AND {column} < '{BORN}'"
            rows = storage._database.run(f"SELECT {column} FROM {table} WHERE {theirs}")  # noqa: S608 - words of above
            found += [(table, column, day) for (day,) in rows]
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_no_act_takes_a_day_before_the_birth(storage, coordinator, young, seed):
    people, ids = young
    slips = Slips(seed, coordinator, ids)
    acts = [act for act in ACTS if not act.startswith(LEFT_OUT)]
    done = set()
    for act in sorted(acts, key=lambda act: (act.endswith(ENDING), act)):  # what ends something comes last
        for _ in range(TRIES):
            arguments = slips.arguments(FUNCTIONS[HOME + act])
            try:
                FUNCTIONS[HOME + act](storage, coordinator, **arguments)
            except (InvalidInput, NotFound, NotPermitted):
                continue
            done.add(act)
            assert too_early(storage, people) == [], (act, arguments)
    assert len(done) > len(acts) / 3


def test_every_day_about_a_member_is_looked_at(storage, coordinator):
    """A table with a member and a day that is added later is looked at too. A hold begins on the day it is set."""
    known = " ".join(OF_MEMBERS)
    for (table,) in storage._database.run("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = {row[1] for row in storage._database.run(f"PRAGMA table_info({table})")}
        days = {name for name in columns if name.endswith(("_on", "day")) or name in ("since", "until")}
        if "member_id" in columns and days and table not in ("member_change", "ending", "legal_hold"):
            assert table in known
