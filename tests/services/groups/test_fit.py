from datetime import date, time, timedelta

import pytest

from peerdesk.domain.groups.balance import AgeBand, Stage
from peerdesk.domain.groups.fit import FitCode, Override
from peerdesk.domain.groups.groups import Audience, Entry, GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.suggestions import GroupReason, GroupTrait
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender, Occupation
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.records import members as member_records
from peerdesk.records.groups import fit as fit_records
from peerdesk.services.groups import fit, groups, memberships, waitlist
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import sessions
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)


@pytest.fixture
def make(storage, coordinator, circle):
    def make(name="Evening", *, kind=GroupType.SELF_HELP, times=True, **known):
        meets = (MeetingTime(3, time(18)),) if times else ()
        details = GroupDetails(name, kind, started_on=FIRST, times=meets, **known)
        group_id = groups.create(storage, coordinator, details, today=TODAY)
        sessions.plan_ahead(storage, coordinator, today=TODAY)
        return group_id

    return make


@pytest.fixture
def person(storage, coordinator):
    def person(name="Asha Devi", gender=Gender.FEMALE, age=30, *, admitted=TODAY, occupation=None):
        details = MemberDetails(name, gender=gender, age=age, occupation=occupation)
        admission = Admission(Series.RESIDENTIAL, admitted) if admitted else None
        return members.register(storage, coordinator, details, today=TODAY, admission=admission)

    return person


@pytest.fixture
def warned(storage, coordinator):
    def warned(group_id, *member_ids, since=TODAY):
        found = fit.warnings(storage, coordinator, Joining(group_id, member_ids, since))
        return [warning.code for warning in found]

    return warned


@pytest.fixture
def overrides(storage, coordinator):
    def overrides(group_id):
        rows = groups.page(storage, coordinator, group_id, on=TODAY).roster
        return {row.member_id: row.override for row in rows}

    return overrides


def test_the_roster_counted_is_that_of_the_day_of_joining(storage, coordinator, make, person, warned):
    group_id = make(capacity_min=1, capacity_max=1)
    (membership,) = memberships.join(storage, coordinator, Joining(group_id, (person(),), FIRST))
    memberships.leave(storage, coordinator, membership, TODAY)
    newcomer = person("Zakir Husain", Gender.MALE)
    assert warned(group_id, newcomer) == [FitCode.CAPACITY]
    assert warned(group_id, newcomer, since=TODAY + timedelta(1)) == []


def test_a_boy_of_14_enters_an_evening_of_adults_only_with_a_reason(storage, coordinator, make, person, overrides):
    group_id, boy = make("12-Step Evening", kind=GroupType.TWELVE_STEP), person("Chhotu Ram", Gender.MALE, 14)
    joining = Joining(group_id, (boy,), TODAY)
    assert problems_of(memberships.join, storage, coordinator, joining) == ["override: override-reason-missing"]
    memberships.join(storage, coordinator, joining, "his uncle comes with him")
    assert overrides(group_id) == {boy: "minor: his uncle comes with him"}


def test_a_co_occurring_illness_is_known_to_counsellors_and_to_nobody_else(storage, coordinator, office, make, person):
    group_id, asha = make(audience=Audience.CO_OCCURRING), person()
    joining = Joining(group_id, (asha,), TODAY)

    def said(actor):
        return [warning.code for warning in fit.warnings(storage, actor, joining)]

    def known(actor):
        return member_page.page(storage, actor, asha, today=TODAY).co_occurring

    def meant_for(actor):
        found = {offered.group_id: offered.reasons for offered in fit.suggestions(storage, actor, asha, today=TODAY)}
        return [reason.trait for reason in found[group_id] if reason.trait is GroupTrait.MADE_FOR]

    assert (said(coordinator), known(coordinator)) == ([FitCode.NOT_CO_OCCURRING], False)
    members.mark_co_occurring(storage, coordinator, asha, known=True)
    assert (said(coordinator), known(coordinator)) == ([], True)
    assert (said(office), known(office)) == ([FitCode.CO_OCCURRING], None)
    assert (meant_for(coordinator), meant_for(office)) == ([GroupTrait.MADE_FOR], [])
    assert memberships.join(storage, office, joining), "what is not known asks for no reason"
    entry = trail(storage, "member.co-occurring")[-1]
    assert (entry.old, entry.new) == ({"co_occurring": False}, {"co_occurring": True})


def test_the_office_cannot_note_a_co_occurring_illness(storage, office, person):
    assert failure_of(members.mark_co_occurring, storage, office, person(), known=True) == "not-permitted"


def test_who_is_there_already_is_not_counted_twice(storage, coordinator, make, person, warned):
    group_id, asha = make(capacity_min=1, capacity_max=1), person()
    memberships.join(storage, coordinator, Joining(group_id, (asha,), FIRST))
    assert warned(group_id, asha) == []


def test_age_and_stage_are_those_of_the_day(storage, coordinator, make, person, warned):
    newcomers = make("Newcomers", audience=Audience.NEWCOMERS)
    asha = person(admitted=TODAY - timedelta(29))
    assert warned(newcomers, asha) == []
    assert warned(newcomers, asha, since=TODAY + timedelta(1)) == [FitCode.NEWCOMERS]
    young = make("Young", audience=Audience.YOUNG_ADULTS)
    assert warned(young, person("Ila Rao", age=25)) == []
    assert warned(young, person("Uma Rao", age=25), since=date(2027, 11, 18)) == [FitCode.YOUNG_ADULTS]


def test_alumni_are_in_aftercare_from_their_discharge_on(storage, coordinator, make, circle, warned):
    alumni, ramesh = make("Alumni", kind=GroupType.ALUMNI, audience=Audience.ALUMNI), circle.member_ids[0]
    assert warned(alumni, ramesh) == [FitCode.ALUMNI]
    with storage.reading():
        stay_id = member_records.stays_of(ramesh)[0].id
    done = Discharge(TODAY, DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay_id, done, today=TODAY)
    assert warned(alumni, ramesh) == []
    assert warned(alumni, ramesh, since=TODAY - timedelta(1)) == [FitCode.ALUMNI]


def test_a_warning_is_passed_over_with_a_reason_that_is_kept(storage, coordinator, make, person, overrides, announced):
    group_id, zakir = make(audience=Audience.WOMEN), person("Zakir Husain", Gender.MALE)
    asha = person()
    joining = Joining(group_id, (zakir, asha), TODAY)
    announced.clear()
    assert problems_of(memberships.join, storage, coordinator, joining) == ["override: override-reason-missing"]
    assert announced == []
    memberships.join(storage, coordinator, joining, " He interprets for his mother. ")
    kept = overrides(group_id)
    assert Override.read(kept[zakir]) == Override((FitCode.WOMEN,), "He interprets for his mother.")
    assert kept[asha] == ""
    joined = trail(storage, "membership.join")[-2:]
    assert [entry.new.get("override") for entry in joined] == ["women: He interprets for his mother.", None]


def test_a_reason_without_a_warning_is_not_kept(storage, coordinator, make, person, overrides):
    group_id, asha = make(), person()
    memberships.join(storage, coordinator, Joining(group_id, (asha,), TODAY), "She asked for it.")
    assert overrides(group_id) == {asha: ""}


def test_moving_a_cohort_asks_for_a_reason_too(storage, coordinator, circle, make, overrides):
    full = make(capacity_min=1, capacity_max=1)
    rows = groups.page(storage, coordinator, circle.group_id, on=TODAY).roster[:2]
    move = memberships.move, storage, coordinator, [row.membership_id for row in rows], full, TODAY
    assert problems_of(*move) == ["override: override-reason-missing"]
    assert len(groups.page(storage, coordinator, circle.group_id, on=TODAY).roster) == 5
    memberships.move(*move[1:], "The hall is large enough.")
    assert set(overrides(full).values()) == {"capacity: The hall is large enough."}


def test_every_open_group_that_meets_is_suggested_the_best_first(storage, coordinator, circle, make, person):
    make("Without times", times=False)
    full = make("Full", capacity_min=1, capacity_max=1)
    memberships.join(storage, coordinator, Joining(full, (circle.member_ids[0],), FIRST))
    women = make("Women", audience=Audience.WOMEN)
    closed = make("Closed since")
    groups.close(storage, coordinator, closed, TODAY - timedelta(1))
    asha = person()
    waitlist.add(storage, coordinator, Wait(full, (asha,), FIRST), today=TODAY)
    found = fit.suggestions(storage, coordinator, asha, today=TODAY)
    assert [(one.group_id, one.fits, one.waiting_since) for one in found] == [
        (women, True, None),
        (circle.group_id, True, None),
        (full, False, FIRST),
    ]
    assert [warning.code for warning in found[2].warnings] == [FitCode.CAPACITY]
    assert found[1].next_meeting == (TODAY, time(11, 45))
    assert (found[1].members, found[1].capacity_max) == (5, 15)
    assert list(found[1].reasons) == [
        GroupReason(GroupTrait.SMALL, 5),
        GroupReason(GroupTrait.IRREGULAR, 0, 7),
        GroupReason(GroupTrait.FEW_WOMEN, 1),
    ]


def test_a_group_somebody_is_in_is_not_suggested(storage, coordinator, circle):
    assert fit.suggestions(storage, coordinator, circle.member_ids[0], today=TODAY) == []


def test_a_composition_counts_the_roster_of_the_day(storage, coordinator, make, person):
    group_id = make()
    old = person("Uma Rao", age=60, admitted=TODAY - timedelta(40), occupation=Occupation.FARMER)
    memberships.join(storage, coordinator, Joining(group_id, (person(age=17), old), TODAY), "with her mother")
    with storage.reading():
        before, now = (fit_records.composition(group_id, day) for day in (TODAY - timedelta(1), TODAY))
    assert before.size == 0
    assert dict(now.ages) == {AgeBand.UNDER_18: 1, AgeBand.FROM_50: 1}
    assert dict(now.genders) == {Gender.FEMALE: 2}
    assert dict(now.occupations) == {Occupation.FARMER: 1}
    assert dict(now.stages) == {Stage.FIRST_DAYS: 1, Stage.LATER: 1}


def test_warnings_and_suggestions_ask_the_file_as_often_for_many_as_for_one(
    storage, coordinator, make, person, statements
):
    group_id, asha = make(entry=Entry.CLOSED), person()

    def asked(act, *arguments, **named):
        with statements() as sql:
            act(storage, coordinator, *arguments, **named)
        return len(sql)

    one = asked(fit.warnings, Joining(group_id, (asha,), TODAY))
    few = asked(fit.suggestions, asha, today=TODAY)
    others = [person(f"Member {number}x") for number in range(12)]
    for number in range(8):
        other = make(f"Group {number}")
        memberships.join(storage, coordinator, Joining(other, tuple(others), TODAY))
    assert asked(fit.warnings, Joining(group_id, (asha, *others), TODAY)) == one
    assert asked(fit.suggestions, asha, today=TODAY) == few


def test_an_unknown_group_or_member_is_not_found(storage, coordinator, circle):
    assert failure_of(fit.warnings, storage, coordinator, Joining(99, (1,), TODAY)) == "unknown-group"
    assert failure_of(fit.suggestions, storage, coordinator, 99, today=TODAY) == "unknown-member"
