from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import Language, MemberDetails, Relation
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.portal_codes import Education, Gender, MaritalStatus, Occupation, Referral, Substance
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Phase, Series
from peerdesk.domain.screens.members import MemberFilter
from peerdesk.services.groups import memberships
from peerdesk.services.members import deaths, member_page, members, stays
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

RAMESH = MemberDetails("Ramesh Kumar", "रमेश कुमार", Gender.MALE, age=30, village="Dabra")
EVERYTHING = MemberDetails(
    "Sunita Shinde",
    "सुनीता शिंदे",
    Gender.FEMALE,
    birth_date=date(1988, 2, 29),
    relation=Relation.WIFE,
    relation_name="Anil Shinde",
    village="Dabra",
    district="Gwalior",
    phones=(Phone("9876543210", "husband"), Phone("07524222222", "shop")),
    language=Language.MARATHI,
    can_read=False,
    education=Education.PRIMARY_SCHOOL,
    occupation=Occupation.FARMER,
    marital_status=MaritalStatus.MARRIED,
    substances=frozenset({Substance.GANJA, Substance.COUNTRY_LIQUOR}),
    referral=Referral.FAMILY,
)


@pytest.fixture
def register(storage, coordinator, today):
    def call(details=RAMESH, **known):
        admission = known.pop("admission", None)
        return members.register(storage, coordinator, replace(details, **known), today=today, admission=admission)

    return call


@pytest.fixture
def find(storage, coordinator, today):
    def call(text="", chosen=MemberFilter.EVERYBODY, **options):
        return members.find(storage, coordinator, text=text, chosen=chosen, today=today, **options)

    return call


def kept(storage, actor, member_id):
    return member_page.page(storage, actor, member_id, today=TODAY).details


def names(found):
    return [row.name for row in found.rows]


def test_everything_said_of_a_member_is_kept_as_it_was_said(storage, coordinator, register):
    member_id = register(EVERYTHING)
    assert kept(storage, coordinator, member_id) == EVERYTHING


def test_members_are_numbered_in_the_order_of_registration(register, find):
    for name in ("Ramesh", "Anil", "Balbir"):
        register(name_latin=name)
    assert [(row.name, row.number) for row in find().rows] == [("Anil", 2), ("Balbir", 3), ("Ramesh", 1)]


def test_a_stated_age_is_kept_with_the_day_it_was_stated(storage, coordinator, register):
    assert kept(storage, coordinator, register()).age_on == TODAY


def test_names_and_phones_are_tidied(storage, coordinator, register):
    member_id = register(name_latin="  Ramesh   Kumar ", phones=(Phone("+91 98765-43210"), Phone("  ")))
    details = kept(storage, coordinator, member_id)
    assert details.name_latin == "Ramesh Kumar"
    assert details.phones == (Phone("9876543210"),)


@pytest.mark.parametrize("name", ["Ramesh <b>& sons</b>", 'O\'Brien "Pappu"', "कुऱ्हाडे", "R. K. 'Bittu' / Sharma"])
def test_signs_that_markup_knows_come_back_as_they_were_typed(register, find, name):
    register(name_latin=name, name_native="")
    assert names(find()) == [name]


def test_every_problem_of_person_and_admission_is_said_at_once(storage, coordinator, today, register):
    register(admission=Admission(Series.RESIDENTIAL, today, "ASH/7"))
    nobody = MemberDetails("R" * 300, phones=(Phone("1"),))
    taken = Admission(Series.RESIDENTIAL, today + timedelta(1), "ASH/7")
    assert problems_of(members.register, storage, coordinator, nobody, today=today, admission=taken) == [
        "name_latin: name-too-long",
        "age: age-missing",
        "gender: gender-missing",
        "phones: phone-wrong",
        "admitted_on: admission-ahead",
        "number: number-taken",
    ]


def test_a_refused_registration_leaves_nothing(storage, coordinator, today, find, announced):
    before = trail(storage)
    problems_of(members.register, storage, coordinator, MemberDetails(), today=today)
    assert (find().total, trail(storage), announced) == (0, before, [])


def test_registering_with_a_stay_announces_both(register, announced, today):
    register(admission=Admission(Series.RESIDENTIAL, today))
    register()
    assert announced == [Changed.MEMBERS | Changed.STAYS, Changed.MEMBERS]


def test_a_change_leaves_who_when_and_old_to_new(storage, counsellor, register, today, now):
    member_id = register(phones=(Phone("9876543210"),))
    members.change(storage, counsellor, member_id, replace(RAMESH, village="Bhind", age_on=today), today=today)
    entry = trail(storage, "member.change")[-1]
    assert (entry.by, entry.at, entry.subject_id) == (counsellor.staff_id, now(), member_id)
    assert entry.old == {"village": "Dabra", "phones": ["9876543210"]}
    assert entry.new == {"village": "Bhind", "phones": []}


def test_keeping_the_same_details_is_no_change(storage, coordinator, register, announced, today):
    member_id = register(EVERYTHING)
    announced.clear()
    before = trail(storage)
    members.change(storage, coordinator, member_id, kept(storage, coordinator, member_id), today=today)
    assert (trail(storage), announced) == (before, [])


def test_an_archived_member_leaves_the_lists_and_can_come_back(storage, coordinator, register, find, today):
    member_id = register()
    members.archive(storage, coordinator, member_id, today=today)
    assert names(find()) == []
    assert names(find(chosen=MemberFilter.ARCHIVED)) == ["Ramesh Kumar"]
    assert member_page.page(storage, coordinator, member_id, today=today).archived
    members.archive(storage, coordinator, member_id, today=None)
    assert names(find("ramesh")) == ["Ramesh Kumar"]
    assert [entry.new for entry in trail(storage, "member.archive")] == [
        {"archived_on": "2026-11-18"},
        {"archived_on": None},
    ]


def test_somebody_unknown_is_not_found(storage, coordinator, today):
    assert failure_of(members.change, storage, coordinator, 99, RAMESH, today=today) == "unknown-member"
    assert failure_of(members.archive, storage, coordinator, 99, today=today) == "unknown-member"


def test_the_chips_show_members_by_where_they_are_now(storage, coordinator, register, find, today):
    begun = Admission(Series.RESIDENTIAL, today - timedelta(60))
    for name, how in [
        ("Anil", None),
        ("Balbir", DischargeType.COMPLETED),
        ("Charan", DischargeType.AGAINST_ADVICE),
        ("Dinesh", DischargeType.AGAINST_ADVICE),
    ]:
        member_id = register(name_latin=name, admission=begun)
        if how:
            stay_id = member_page.page(storage, coordinator, member_id, today=today).stays[0].id
            stays.discharge(storage, coordinator, stay_id, Discharge(today - timedelta(10), how), today=today)
    stays.admit(storage, coordinator, member_id, Admission(Series.RESIDENTIAL, today), today=today)
    register(name_latin="Eknath")
    assert names(find(chosen=MemberFilter.IN_PROGRAMME)) == ["Anil", "Dinesh"]
    assert names(find(chosen=MemberFilter.AFTERCARE)) == ["Balbir"]
    assert names(find(chosen=MemberFilter.LEFT)) == ["Charan"]
    assert {row.name: row.phase for row in find().rows} == {
        "Anil": Phase.IN_PROGRAMME,
        "Balbir": Phase.AFTERCARE,
        "Charan": Phase.LEFT,
        "Dinesh": Phase.IN_PROGRAMME,
        "Eknath": None,
    }


def test_who_died_in_aftercare_stands_among_those_who_left_and_the_row_says_so(
    storage, coordinator, register, find, today
):
    member_id = register(admission=Admission(Series.RESIDENTIAL, today - timedelta(60)))
    stay_id = member_page.page(storage, coordinator, member_id, today=today).stays[0].id
    completed = Discharge(today - timedelta(10), DischargeType.COMPLETED)
    stays.discharge(storage, coordinator, stay_id, completed, today=today)
    deaths.note_death(storage, coordinator, member_id, Death(today - timedelta(1)), today=today)
    assert find(chosen=MemberFilter.AFTERCARE).rows == []
    (row,) = find(chosen=MemberFilter.LEFT).rows
    assert (row.id, row.died) == (member_id, True)
    assert find(row.name).rows == [row]


def test_a_row_shows_the_first_phone_the_latest_stay_and_the_groups_of_today(storage, coordinator, circle, find, today):
    member_id = circle.member_ids[3]
    phones = (Phone("9876543210"), Phone("8765432109"))
    anil = replace(kept(storage, coordinator, member_id), phones=phones)
    members.change(storage, coordinator, member_id, anil, today=today)
    (row,) = find("anil").rows
    assert (row.phone, row.groups, row.admitted_on, row.age) == ("9876543210", "Morning Circle", date(2026, 11, 2), 30)
    membership_id = member_page.page(storage, coordinator, member_id, today=today).groups[0].membership_id
    memberships.leave(storage, coordinator, membership_id, today - timedelta(1))
    assert find("anil").rows[0].groups == ""
    memberships.join(storage, coordinator, Joining(circle.group_id, (member_id,), today))
    assert find("anil").rows[0].groups == "Morning Circle"


def test_a_list_stops_at_its_length_and_says_how_many_there_are(register, find):
    for number in range(7):
        register(name_latin=f"Ramesh {'abcdefg'[number]}")
    found = find("ramesh", most=5)
    assert (len(found.rows), found.total) == (5, 7)


def test_names_stand_by_their_sound_in_whatever_alphabet_they_are_written(register, find):
    for latin, native in [("ramesh", ""), ("Anil", ""), ("", "बलदेव"), ("Ramesh", ""), ("", "ਸੁਨੀਤਾ"), ("Kamla", "कमला")]:
        register(name_latin=latin, name_native=native)
    assert names(find()) == ["Anil", "बलदेव", "Kamla", "ramesh", "Ramesh", "ਸੁਨੀਤਾ"]
    assert names(find("r")) == ["ramesh", "Ramesh"]


@pytest.mark.parametrize(
    ("written", "by_sound"),
    [
        (["ਸੁਨੀਤਾ", "ਹਰਜੀਤ", "ਕਮਲਾ", "ਰਮੇਸ਼"], ["ਹਰਜੀਤ", "ਕਮਲਾ", "ਰਮੇਸ਼", "ਸੁਨੀਤਾ"]),
        (["उमा", "कमला", "रमेश", "हरजीत"], ["हरजीत", "कमला", "रमेश", "उमा"]),
    ],
)
def test_where_one_indic_alphabet_alone_is_written_its_own_order_holds(register, find, written, by_sound):
    for native in by_sound:
        register(name_latin="", name_native=native)
    assert names(find()) == written
    register(name_latin="Zahid")
    assert names(find()) == [*by_sound, "Zahid"]


def test_a_changed_name_stands_elsewhere(storage, coordinator, register, find, today):
    first = register(name_latin="Anil")
    register(name_latin="Balram")
    members.change(storage, coordinator, first, replace(RAMESH, name_latin="Zahid"), today=today)
    assert names(find()) == ["Balram", "Zahid"]


def test_a_possible_same_person_sounds_alike_and_shares_village_relative_or_age(storage, coordinator, register, today):
    known = register(relation=Relation.SON, relation_name="Mohan Lal")

    def same(**typed):
        details = replace(MemberDetails(name_latin="Rameš Kumar", age=60), **typed)
        found = members.possible_same(storage, coordinator, details, today=today)
        return [person.id for person in found]

    assert same(village="dabra") == [known]
    assert same(name_latin="", name_native="रमेश कुमार", village="डबरा") == [known]
    assert same(relation_name="Shri Mohan Lal") == [known]
    assert same(age=33) == [known]
    assert same(age=34) == []
    assert same(name_latin="Suresh Kumar", village="Dabra") == []
    assert same(phones=(Phone("9876543210"),)) == []


@pytest.mark.parametrize("gender", Gender)
def test_a_gender_chosen_otherwise_hides_nobody_who_may_be_the_same(storage, coordinator, register, today, gender):
    known = register()
    details = MemberDetails(name_latin="Ramesh Kumar", gender=gender, village="Dabra", age=60)
    assert [p.id for p in members.possible_same(storage, coordinator, details, today=today)] == [known]


@pytest.mark.parametrize(
    "typed",
    [
        "Ramesh Kumar Jatav",
        "Ramesh",
        "Ramesh Kumar @ Kallu",
        "Ramesh Kumar (Pappu)",
        "Shri Ramesh Singh",
        "Ramesh Kumar S/o Mohan Lal",
        "Kallu alias Ramesh",
    ],
)
def test_one_word_more_or_less_is_no_other_person(storage, coordinator, register, today, typed):
    known = register(village="Dabra")
    details = MemberDetails(typed, village="Dabra", age=70)
    assert [p.id for p in members.possible_same(storage, coordinator, details, today=today)] == [known]


def test_both_typed_scripts_are_looked_up(storage, coordinator, register, today):
    known = register(name_latin="", name_native="सुनीता", village="Dabra")
    details = MemberDetails("S. Devi", "सुनीता देवी", village="Dabra", age=70)
    assert [p.id for p in members.possible_same(storage, coordinator, details, today=today)] == [known]


def test_a_shared_surname_or_a_phone_beside_the_name_is_one_more_thing_and_a_phone_alone_none(
    storage, coordinator, register, today
):
    known = register(name_latin="Ramesh Jatav", name_native="", village="", phones=(Phone("9876543210"),))

    def same(name, **typed):
        details = MemberDetails(name, age=70, **typed)
        return [p.id for p in members.possible_same(storage, coordinator, details, today=today)]

    assert same("Rameshji Jatav") == [known]
    assert same("Ramesh", phones=(Phone("+91 98765 43210"),)) == [known]
    assert same("Sunita", phones=(Phone("9876543210"),)) == []
    assert same("Ramesh Yadav", phones=(Phone("9876543210"),)) == []  # each has a name that the other lacks
    assert same("Suresh Jatav") == []


def test_people_are_found_by_their_relatives_name_in_any_order(register, find):
    first = register(name_latin="Ramesh Kumar", relation=Relation.SON, relation_name="Hari Singh")
    register(name_latin="Ramesh Kumar", relation=Relation.SON, relation_name="Mangal Lal")

    def ids(text):
        return [row.id for row in find(text).rows]

    assert ids("Ramesh Hari") == ids("Ramesh S/o Hari Singh") == ids("हरी रमेश") == ids("ਹਰੀ ਸਿੰਘ") == [first]


def test_nothing_is_guessed_from_a_letter_or_two_nor_from_signs_alone(storage, coordinator, register, today):
    register()
    for typed in ("", "R", "Ra", "...", "--- ???"):
        details = MemberDetails(typed, village="Dabra")
        assert list(members.possible_same(storage, coordinator, details, today=today)) == []


def test_an_archived_member_may_be_the_same_person(storage, coordinator, register, today):
    member_id = register()
    members.archive(storage, coordinator, member_id, today=today)
    assert [p.id for p in members.possible_same(storage, coordinator, RAMESH, today=today)] == [member_id]


def test_a_list_asks_the_file_as_often_for_one_member_as_for_forty(register, find, statements, today):
    def asked():
        with statements() as sql:
            find("ramesh")
        return len(sql)

    register(admission=Admission(Series.RESIDENTIAL, today))
    for_one = asked()
    for _ in range(39):
        register(EVERYTHING, name_latin="Ramesh Kumar", admission=Admission(Series.RESIDENTIAL, today))
    assert asked() == for_one


@pytest.mark.parametrize("chosen", MemberFilter)
@pytest.mark.parametrize("typed", ["s", "sunita", "सुनीता", "ramesh shin", "98765", "1234"])
def test_a_keystroke_is_one_statement_that_goes_through_no_whole_table(
    storage, register, find, statements, chosen, typed
):
    register()
    with statements() as sql:
        find(typed, chosen)
    (asked,) = [line for line in sql if line.startswith("SELECT")]
    with storage.reading():
        plan = [row[3] for row in storage._database.run(f"EXPLAIN QUERY PLAN {asked}")]
    own = ("SCAN shown", "SCAN (subquery", "SCAN beginning")  # what was found, and what was typed
    assert [step for step in plan if step.startswith("SCAN") and not step.startswith(own)] == []


@pytest.mark.parametrize("chosen", MemberFilter)
def test_every_filter_counts_as_many_as_it_would_show(storage, coordinator, register, find, today, chosen):
    for number in range(6):
        here = register(name_latin=f"Ramesh {'abcdef'[number]}", admission=Admission(Series.RESIDENTIAL, today))
        if number > 3:
            kind = (DischargeType.COMPLETED, DischargeType.AGAINST_ADVICE)[number - 4]
            (stay,) = member_page.page(storage, coordinator, here, today=today).stays
            stays.discharge(storage, coordinator, stay.id, Discharge(today, kind), today=today)
    members.archive(storage, coordinator, register(name_latin="Ramesh z"), today=today)
    for typed in ("", "ramesh", "ram"):
        everyone = find(typed, chosen)
        assert everyone.total == len(everyone.rows) > 0
        first = find(typed, chosen, most=1)
        assert (list(first.rows), first.total) == (list(everyone.rows)[:1], everyone.total)
