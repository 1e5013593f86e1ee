from datetime import date, time

from peerdesk.domain.papers.choices import Names, PersonOnPaper

MONDAY, WEDNESDAY = date(2026, 11, 9), date(2026, 11, 11)


def test_the_sheet_lists_names_in_the_order_of_the_session_screen(centre, sign_in_sheet):
    ramesh, native, anil = centre.member("Ramesh Kumar"), centre.member("", "रमेश"), centre.member("anil Yadav")
    group_id = centre.group()
    centre.join(group_id, ramesh, native, anil)
    sheet = sign_in_sheet(session=centre.session(group_id, MONDAY))
    assert [(person.name, person.name_native) for person in sheet.people] == [
        ("anil Yadav", ""),
        ("", "रमेश"),
        ("Ramesh Kumar", ""),
    ]
    assert (sheet.group_name, sheet.place, sheet.facilitators) == ("Morning Circle", "Hall", ["Meena Rawat"])
    assert (sheet.day, sheet.starts, sheet.minutes) == (MONDAY, time(11, 45), 60)


def test_the_usual_sheet_is_the_latest_held_session(centre, sign_in_sheet):
    group_id, other = centre.group("A"), centre.group("B")
    member_id = centre.member()
    centre.join(group_id, member_id)
    centre.join(other, member_id)
    held = centre.hold(group_id, MONDAY, "P")
    latest = centre.hold(other, WEDNESDAY, "P")
    assert sign_in_sheet().session_id == latest
    assert sign_in_sheet(group=group_id).session_id == held


def test_before_anything_was_held_the_next_session_prints(centre, sign_in_sheet):
    group_id = centre.group(weekdays=(3,))
    assert sign_in_sheet().day == date(2026, 11, 19)
    assert sign_in_sheet().session_id == centre.session(group_id, date(2026, 11, 19))


def test_a_sheet_may_show_numbers_alone(centre, sign_in_sheet):
    group_id = centre.group()
    centre.join(group_id, centre.member())
    sheet = sign_in_sheet(session=centre.session(group_id, MONDAY), names=Names.NUMBER)
    assert sheet.people == [PersonOnPaper(1, "")]


def test_the_sheet_of_a_signed_session_keeps_its_roster(centre, sign_in_sheet):
    group_id = centre.group()
    centre.join(group_id, centre.member("Ramesh Kumar"))
    session_id = centre.hold(group_id, MONDAY, "P")
    centre.sign(session_id)
    centre.join(group_id, centre.member("Anil Yadav"))
    assert [person.name for person in sign_in_sheet(session=session_id).people] == ["Ramesh Kumar"]
