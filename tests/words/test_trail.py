"""Every action and every fact of the audit trail has words, and every value reads as people write it."""

from datetime import date, datetime, time

import pytest

from peerdesk.domain.groups.fit import FitCode, Override
from peerdesk.domain.sessions.marks import Mark
from peerdesk.domain.trail.actions import ACTIONS
from peerdesk.domain.trail.facts import FACTS, INNER, SPECIAL, value
from peerdesk.domain.trail.lines import Fact, Legible, Ref, Thing, TrailLine
from peerdesk.words.trail.actions import ACTION_WORDS, done
from peerdesk.words.trail.facts import FACT_WORDS, SPECIAL_WORDS, fact_name
from peerdesk.words.trail.lines import about, facts, shortened, told
from tests.centres import at_ten

RAMESH, CIRCLE = Ref(Thing.MEMBER, 1), Ref(Thing.SESSION, 7)
NAMES = {RAMESH: "Ramesh Kumar", CIRCLE: "Morning Circle, 16-11-2026 18:00", Ref(Thing.STAFF, 2): "Ravi Tomar"}


def line(action, *said, legible=Legible.YES, about=(), before=True, after=True):
    return TrailLine(1, at_ten(), "Meena Rawat", action, 7, about, legible, said, before, after)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_has_words_of_its_own(action):
    assert done(action)
    assert [other for other in ACTIONS if done(other) == done(action)] == [action]
    assert len(done(action)) <= 60


def test_no_words_stand_there_for_what_nobody_writes():
    assert {action for action in ACTION_WORDS if action not in ACTIONS} == set()
    nouns = {action.partition(".")[0] for action in ACTIONS} | set(ACTIONS)
    assert {of for of in (*SPECIAL, *SPECIAL_WORDS) if of not in nouns} == set()


def test_every_fact_has_a_name_and_every_name_is_of_a_fact():
    kept = set(FACTS) | {name for special in SPECIAL.values() for name in special}
    assert kept == set(FACT_WORDS)
    assert {name for special in SPECIAL_WORDS.values() for name in special} <= kept
    assert not INNER & kept


@pytest.mark.parametrize(
    ("action", "name", "kept", "reads"),
    [
        ("attendance.mark", "mark", "T", "Late"),
        ("attendance.mark", "reason", "family", "Family"),
        ("session.did-not-happen", "reason", "no-power", "No electricity"),
        ("leave.add", "reason", "harvest", "harvest"),
        ("leave.add", "from", "2026-11-20", "20-11-2026"),
        ("session.create", "starts", "18:00:00", "18:00"),
        ("clock.accept", "latest", "2026-11-18T10:00:00", "18-11-2026 10:00"),
        ("group.change", "times", ["0 11:45:00 60", "2 11:45:00 60"], "Monday 11:45, 60 min; Wednesday 11:45, 60 min"),
        ("group.change", "facilitators", [2, 3], "Ravi Tomar; no longer in the record"),
        ("group.create", "led_by", "counsellor", "Counsellor"),
        ("session.led-by", "led_by", 1, "Ramesh Kumar"),
        ("goal.say", "kind", "setback", "Setback"),
        ("goal.add", "kind", "pledge", "Pledge"),
        ("measure.record", "answers", {"1": 7, "4": 0}, "question 1: 7; question 4: 0"),
        ("measure.record", "scale", "phq-9", "PHQ-9"),
        ("presence.mark", "marks", {"1": True, "2": None}, "Ramesh Kumar: Present; no longer in the record: –"),
        ("milestone.change", "milestones", ["days 30", "steps 4"], "30 days; Step 4"),
        ("follow-up.schedule-change", "steps", ["7 days", "2 months"], "7 days; 2 months"),
        ("member.register", "number", 17, "0017"),
        ("member.register", "can_read", False, "No"),
        ("staying-well.write", "told", ["warning_signs"], "Warning signs"),
        ("membership.join", "override", "capacity: The hall is large.", "the group was full. The hall is large."),
        ("plan.use", "plan", "payday", "Payday and money in the pocket"),
        ("centre.change", "logo", "108 bytes", "a picture"),
        ("member.change", "phones", [], "–"),
        ("member.change", "village", "", "–"),
        ("member.change", "village", None, "–"),
        ("attendance.mark", "mark", "?", "?"),
        ("leave.add", "from", ["much", "else"], "['much', 'else']"),
    ],
)  # fmt: skip
def test_a_value_reads_as_people_write_it(action, name, kept, reads):
    assert told(value(action, name, kept), NAMES) == reads


def test_an_entry_says_what_was_and_what_is():
    changed = line("contact.change", Fact("minutes", 30, 45), Fact("day", date(2026, 11, 16), None))
    assert facts(changed, NAMES) == ["Minutes: 30 → 45", "Day: 16-11-2026 → –"]
    made = line("contact.add", Fact("minutes", None, 45), before=False)
    assert facts(made, NAMES) == ["Minutes: 45"]
    taken_out = line("contact.remove", Fact("minutes", 45, None), after=False)
    assert facts(taken_out, NAMES) == ["Minutes: 45"]


def test_what_stayed_and_whom_it_is_about_are_not_told_twice():
    mark = line(
        "attendance.mark", Fact("member", RAMESH, RAMESH), Fact("mark", Mark.PRESENT, Mark.LATE), about=(RAMESH,)
    )
    assert facts(mark, NAMES) == ["Mark: Present → Late"]
    stayed = line("presence.mark", Fact("day", date(2026, 11, 16), date(2026, 11, 16)))
    assert facts(stayed, NAMES) == ["Day: 16-11-2026"]


def test_what_was_left_empty_in_a_record_that_was_made_is_not_told():
    made = line("contact.add", Fact("with_whom", None, ""), Fact("minutes", None, 0), before=False)
    assert facts(made, NAMES) == ["Minutes: 0"]
    cleared = line("contact.change", Fact("with_whom", "mother", ""))
    assert facts(cleared, NAMES) == ["With whom: mother → –"]


def test_presence_has_a_line_for_each_member():
    before, after = (value("presence.mark", "marks", {"1": there, "9": there}) for there in (None, True))
    assert facts(line("presence.mark", Fact("marks", before, after)), NAMES) == [
        "Ramesh Kumar: – → Present",
        "no longer in the record: – → Present",
    ]


def test_what_cannot_be_read_or_was_erased_says_so():
    assert facts(line("goal.add", legible=Legible.CLOSED), NAMES) == ["What it says cannot be read with your login."]
    assert facts(line("goal.add", legible=Legible.ERASED), NAMES) == ["What it said was erased."]


def test_a_line_names_whom_and_what_it_is_about():
    assert about(line("attendance.mark", about=(RAMESH, CIRCLE)), NAMES) == (
        "Ramesh Kumar · Morning Circle, 16-11-2026 18:00"
    )
    assert about(line("goal.add", about=(Ref(Thing.MEMBER, 9),)), NAMES) == "no longer in the record"
    assert about(line("centre.change"), NAMES) == ""


def test_a_long_text_is_shortened_and_stays_on_one_line():
    assert shortened("two\nlines", 40) == "two lines"
    assert shortened("word " * 60, 20) == "word word word word…"


def test_what_another_version_wrote_is_named_without_its_codes():
    assert done("fees.pay") == "Something that this version of PeerDesk has no words for"
    assert fact_name("fees.pay", "amount") == "Another fact"


def test_moments_and_choices_read_as_elsewhere():
    assert told(datetime(2026, 11, 18, 9, 5), NAMES) == "18-11-2026 09:05"
    assert told(time(9, 5), NAMES) == "09:05"
    assert told(Override((FitCode.CAPACITY,), ""), NAMES) == "the group was full"
