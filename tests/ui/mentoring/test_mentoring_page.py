"""Mentoring: pairs and their logs, mentors, finding one for somebody; the same on a member's page."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.mentoring.mentors import Companion
from peerdesk.domain.mentoring.mentorships import Agreement, ClosingReason, Logged, MentoringView, Pairing, SupportKind
from peerdesk.domain.papers.choices import Choices
from peerdesk.records.mentoring import of_member as mentoring_of_member
from peerdesk.services.care import recovery
from peerdesk.services.members import key_counsellors, member_page
from peerdesk.services.mentoring import mentor_log, mentoring_page, mentors, mentorships
from peerdesk.ui.members.mentoring import MentoringSection
from peerdesk.ui.mentoring.mentoring_page import MentoringPage
from peerdesk.ui.people.person_link import PersonLink
from peerdesk.ui.place import MemberPlace, MentorFor, ReportPlace
from tests.centres import TODAY
from tests.leaving import put_away
from tests.looking import trail
from tests.screen import cells, click, column, press

pytestmark = pytest.mark.window

AGREED = date(2026, 10, 1)
BEGUN = date(2026, 11, 3)


@pytest.fixture
def people(storage, counsellor, coordinator, circle):
    """Ramesh mentors Gurpreet since a fortnight and a day; Anil mentors nobody yet; Sunita waits with the others."""
    ramesh, gurpreet, sunita, anil, gyaneshwar = circle.member_ids
    for member_id in (ramesh, anil):
        recovery.restart(storage, counsellor, member_id, date(2026, 1, 5), today=TODAY)
        mentors.agree_to_mentor(storage, counsellor, member_id, Agreement(AGREED), today=TODAY)
    pair_id = mentorships.pair(storage, counsellor, Pairing(ramesh, gurpreet, BEGUN), today=TODAY)
    return {
        "Ramesh": ramesh,
        "Gurpreet": gurpreet,
        "Sunita": sunita,
        "Anil": anil,
        "Gyaneshwar": gyaneshwar,
        "pair": pair_id,
    }


@pytest.fixture
def page(open_page, people) -> MentoringPage:
    return open_page(MentoringPage)


@pytest.fixture
def log(storage, counsellor, people):
    def log(day, next_on=None):
        contact = Logged(day, 20, SupportKind.EMOTIONAL, "Walk on Sunday", next_on)
        return mentor_log.log_contact(storage, counsellor, people["pair"], contact, today=TODAY)

    return log


def pair_of(storage, actor, people):
    return mentoring_page.pair_page(storage, actor, people["pair"], today=TODAY)


# Pairs


def test_a_pair_that_lost_touch_is_said_in_words_and_stands_in_bold(page):
    table = page.lists.pairs.table
    assert cells(table, 0) == ["Ramesh Kumar", "Gurpreet Singh", "Lost touch: 15 days", ""]
    assert table.model().index(0, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert page.lists.footer.text() == "1 pair · 1 has lost touch"
    assert page.pair.isVisible()
    assert page.pair.hint.isVisible()


def test_a_contact_is_logged_in_a_few_keys(qtbot, page, storage, counsellor, people):
    table = page.lists.pairs.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    panel = page.pair.log_panel
    assert page.focusWidget() is panel.day
    assert panel.day.text() == "18-11-2026"
    for _field in ("minutes", "kind"):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(page.focusWidget(), "E")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.focusWidget(), "25-11-2026")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.focusWidget(), "Read one page together")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (line,) = pair_of(storage, counsellor, people).log
    assert line.logged == Logged(TODAY, 15, SupportKind.EMOTIONAL, "Read one page together", date(2026, 11, 25))
    assert not panel.isVisible()
    assert cells(table, 0) == ["Ramesh Kumar", "Gurpreet Singh", "Today", "25-11-2026"]
    assert table.model().index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert cells(page.pair.table, 0) == ["18-11-2026", "15", "Emotional", "Read one page together", "25-11-2026"]


def test_what_is_wrong_with_a_contact_is_said_beside_it_and_nothing_typed_is_lost(qtbot, page, storage):
    click(qtbot, page.pair.log_button)
    panel = page.pair.log_panel
    panel.day.setText("30-13-2026")
    panel.next_on.setText("soon")
    panel.agreed.setPlainText("Tea on Sunday")
    click(qtbot, panel.keep_button)
    assert {name for name, field in panel.form.fields.items() if field.problem} == {"day", "kind", "next_on"}
    panel.day.setText("01-11-2026")
    panel.kind.choose(SupportKind.INSTRUMENTAL)
    panel.next_on.clear()
    click(qtbot, panel.keep_button)
    assert panel.form.fields["day"].problem == (
        "This mentorship began on 03-11-2026. Please choose that day or a later one."
    )
    assert panel.agreed.toPlainText() == "Tea on Sunday"
    assert trail(storage, "mentor-contact.add") == []


def test_a_contact_is_changed_and_removed_and_comes_back_with_undo(qtbot, open_page, storage, counsellor, people, log):
    log(TODAY - timedelta(2))
    page = open_page(MentoringPage)
    assert not page.pair.change_button.isEnabled()
    page.pair.table.selectRow(0)
    click(qtbot, page.pair.change_button)
    panel = page.pair.log_panel
    assert (panel.day.text(), panel.kind.code(), panel.agreed.toPlainText()) == (
        "16-11-2026",
        SupportKind.EMOTIONAL,
        "Walk on Sunday",
    )
    panel.minutes.setValue(45)
    click(qtbot, panel.keep_button)
    assert [line.logged.minutes for line in pair_of(storage, counsellor, people).log] == [45]
    page.pair.table.selectRow(0)
    click(qtbot, page.pair.remove_button)
    assert page.undo_bar.text() == "The contact of 16-11-2026 was removed."
    assert pair_of(storage, counsellor, people).log == []
    click(qtbot, page.undo_bar.undo_button)
    assert [line.logged.minutes for line in pair_of(storage, counsellor, people).log] == [45]


def test_a_changed_contact_does_not_stand_in_the_way_of_the_next_one(qtbot, open_page, people, log):
    log(TODAY)
    page = open_page(MentoringPage)
    page.pair.table.selectRow(0)
    click(qtbot, page.pair.change_button)
    qtbot.keyClick(page.pair.log_panel.day, Qt.Key.Key_Escape)
    click(qtbot, page.pair.log_button)
    assert page.pair.log_panel.line is None
    assert page.pair.log_panel.agreed.toPlainText() == ""


def test_a_mentorship_ends_with_a_reason_and_undo_takes_it_back(qtbot, page, storage, counsellor, people):
    click(qtbot, page.pair.end_button)
    panel = page.pair.end_panel
    click(qtbot, panel.keep_button)
    assert panel.form.fields["closing"].problem == "Please choose why it ends."
    panel.reason.choose(ClosingReason.MOVED_AWAY)
    click(qtbot, panel.keep_button)
    assert column(page.lists.pairs.table, 0) == []
    assert page.undo_bar.text() == "The mentorship of Ramesh Kumar and Gurpreet Singh has ended."
    page.lists.ended.setChecked(True)
    assert cells(page.lists.pairs.table, 0)[3] == "ended 18-11-2026"
    click(qtbot, page.undo_bar.undo_button)
    assert pair_of(storage, counsellor, people).pair.to_day is None


def test_typing_survives_a_change_made_elsewhere(qtbot, page, storage, counsellor, people):
    click(qtbot, page.pair.log_button)
    page.pair.log_panel.agreed.setPlainText("Half a sen")
    put_away(storage, counsellor, people["Gyaneshwar"], today=TODAY)
    assert page.pair.log_panel.isVisible()
    assert page.pair.log_panel.agreed.toPlainText() == "Half a sen"


def test_names_open_their_members_and_the_sheet_its_report(qtbot, page, people, places):
    click(qtbot, page.pair.mentor)
    click(qtbot, page.pair.member)
    click(qtbot, page.pair.sheet_button)
    assert places == [
        MemberPlace(people["Ramesh"]),
        MemberPlace(people["Gurpreet"]),
        ReportPlace("mentor-log", Choices(member=1)),
    ]


# Mentors


def test_somebody_becomes_a_mentor_found_by_a_few_letters(qtbot, page, storage, counsellor, people):
    recovery.restart(storage, counsellor, people["Gyaneshwar"], date(2026, 1, 5), today=TODAY)
    click(qtbot, page.new_button)
    new = page.new_mentor
    assert page.focusWidget() is new.search
    qtbot.keyClicks(new.search, "gyanesh")
    qtbot.keyClick(new.search, Qt.Key.Key_Down)
    assert new.panel.isVisible()
    assert not new.panel.override.isVisible()
    qtbot.keyClick(new.found, Qt.Key.Key_Return)
    assert page.focusWidget() is new.panel.consented_on
    qtbot.keyClick(new.panel.consented_on, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.lists.view() is MentoringView.MENTORS
    assert column(page.lists.mentors.table, 1) == ["Anil Yadav", "ज्ञानेश्वर कुऱ्हाडे", "Ramesh Kumar"]
    assert page.mentor.isVisible()
    assert page.mentor.mentor.person.id == people["Gyaneshwar"]


def test_too_few_days_are_said_and_ask_for_a_reason(qtbot, page, storage, counsellor, people):
    recovery.restart(storage, counsellor, people["Sunita"], TODAY - timedelta(20), today=TODAY)
    click(qtbot, page.new_button)
    page.new_mentor.search.setText("sunita")
    page.new_mentor.found.selectRow(0)
    panel = page.new_mentor.panel
    assert panel._warned.text() == "Days in recovery: 20. The centre asks for 90."
    click(qtbot, panel.keep_button)
    assert panel.form.fields["override"].problem == "Please say why it is right all the same."
    qtbot.keyClicks(panel.override, "Leads the women's circle")
    click(qtbot, panel.keep_button)
    assert page.mentor.mentor.override == "Leads the women's circle"
    assert cells(page.lists.mentors.table, 2)[5] == "Days in recovery: 20. The centre asks for 90."


def test_an_agreement_is_changed_where_it_is_shown(qtbot, page, people):
    page.lists.show_view(MentoringView.MENTORS)
    page.open_mentor(people["Ramesh"])
    click(qtbot, page.mentor.change_button)
    panel = page.mentor.agree_panel
    assert (panel.consented_on.text(), panel.load.value()) == ("01-10-2026", 2)
    panel.load.setValue(4)
    click(qtbot, panel.keep_button)
    assert page.mentor.mentor.load == 4


def test_who_stops_is_told_what_that_ends(qtbot, page, people):
    page.lists.show_view(MentoringView.MENTORS)
    page.open_mentor(people["Ramesh"])
    click(qtbot, page.mentor.stop_button)
    panel = page.mentor.stop_panel
    assert panel.effect.text().startswith("1 mentorship ends on the last day.")
    panel.reason.choose(ClosingReason.MENTOR_WISH)
    click(qtbot, panel.keep_button)
    assert column(page.lists.mentors.table, 1) == ["Anil Yadav"]
    assert page._hint.isVisible()


def test_a_mentors_pair_opens_from_their_page(qtbot, page, people):
    page.lists.show_view(MentoringView.MENTORS)
    page.open_mentor(people["Ramesh"])
    link = page.mentor.findChild(type(page.new_button), f"pair-{people['pair']}")
    click(qtbot, link)
    assert page.lists.view() is MentoringView.PAIRS
    assert page.pair.isVisible()


# Finding one


def test_who_waits_is_listed_and_finds_a_mentor_with_the_facts(qtbot, page, storage, counsellor, people):
    page.lists.show_view(MentoringView.WAITING)
    assert "Gurpreet Singh" not in column(page.lists.waiting.table, 1)
    page.find_for(people["Gyaneshwar"])
    finder = page.finder
    assert finder.isVisible()
    assert not finder.begin_button.isEnabled(), "nobody is chosen by itself"
    assert cells(finder.table, 0) == ["Anil Yadav", "Male", "30 (+0)", "0/2", "317", "Village · Close in age"]
    finder.table.selectRow(0)
    click(qtbot, finder.begin_button)
    assert page.focusWidget() is finder.panel.day
    qtbot.keyClick(finder.panel.day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.lists.view() is MentoringView.PAIRS
    assert page.pair.page.pair.mentor.name == "Anil Yadav"
    assert page.pair.page.pair.from_day == TODAY


def test_a_man_for_a_woman_is_shown_with_the_fact_and_needs_a_reason(qtbot, page, storage, counsellor, people):
    page.find_for(people["Sunita"])
    finder = page.finder
    finder.table.selectRow(0)
    assert finder._warned.text() == "A woman and a man: please make sure that both feel safe with it."
    qtbot.keyClick(finder.table, Qt.Key.Key_Return)
    click(qtbot, finder.panel.keep_button)
    assert finder.panel.form.fields["override"].problem
    qtbot.keyClicks(finder.panel.override, "Her brother")
    click(qtbot, finder.panel.keep_button)
    assert page.pair.page.pair.override == "Her brother"


def test_a_mentor_is_found_also_for_somebody_who_has_one(page, people):
    page.find_for(people["Gurpreet"])
    assert page.finder.isVisible()
    assert column(page.finder.table, 0) == ["Anil Yadav"]


def test_an_empty_centre_says_what_each_list_is_for(open_page, counsellor):
    page = open_page(MentoringPage)
    lists = page.lists
    assert lists.pairs.hint.text().startswith("Nobody is accompanied yet.")
    lists.show_view(MentoringView.MENTORS)
    assert lists.mentors.hint.text().startswith("Nobody has agreed to mentor yet.")
    lists.show_view(MentoringView.WAITING)
    assert lists.waiting.hint.text() == "Everybody in the programme has a mentor."


def test_the_office_reads_and_changes_nothing(open_page, office, people):
    page = open_page(MentoringPage, office)
    assert page.pair.isVisible()
    for hidden in (page.new_button, page.pair.log_button, page.pair.end_button, page.pair.change_button):
        assert not hidden.isVisible()
    page.find_for(people["Gyaneshwar"])
    assert not page.finder.begin_button.isVisible()


# On a member's page


@pytest.fixture
def section(qtbot, bus, context, messages, storage, counsellor):
    made = MentoringSection(context, messages)
    qtbot.addWidget(made)
    made.resize(390, 640)

    def show(member_id):
        with storage.reading():
            found = mentoring_of_member.of_member(member_id, TODAY, Thresholds())
        made.show_member(member_page.page(storage, counsellor, member_id, today=TODAY), found)
        made.show()
        return made

    return show


def test_a_member_sees_their_mentor_and_a_contact_is_logged_there(qtbot, section, storage, counsellor, people, places):
    made = section(people["Gurpreet"])
    press(qtbot, made, f"companion-{people['pair']}")
    assert places == [MemberPlace(people["Ramesh"])]
    press(qtbot, made, f"logContact-{people['pair']}")
    made.log_panel.kind.choose(SupportKind.AFFILIATIONAL)
    click(qtbot, made.log_panel.keep_button)
    assert pair_of(storage, counsellor, people).pair.last_contact == TODAY
    assert not made.log_panel.isVisible()


def test_a_mentor_is_looked_for_from_the_members_page(qtbot, section, people, places):
    made = section(people["Sunita"])
    click(qtbot, made.find_button)
    assert places == [MentorFor(people["Sunita"])]


def test_a_member_agrees_to_mentor_on_their_own_page(qtbot, section, storage, counsellor, people):
    made = section(people["Gyaneshwar"])
    click(qtbot, made.agree_button)
    assert made.agree_panel._warned.text() == ("No recovery date is known. The centre asks for 90 days in recovery.")
    qtbot.keyClicks(made.agree_panel.override, "Asked by the group")
    click(qtbot, made.agree_panel.keep_button)
    section(people["Gyaneshwar"])
    assert not made.agree_button.isVisible()
    assert made.sheet_button.isVisible()


def test_a_form_under_way_is_seen_only_with_its_member(qtbot, section, people):
    made = section(people["Gyaneshwar"])
    click(qtbot, made.agree_button)
    made.agree_panel.override.setText("Asked by")
    section(people["Sunita"])
    assert not made.agree_panel.isVisible()
    section(people["Gyaneshwar"])
    assert made.agree_panel.isVisible()
    assert made.agree_panel.override.text() == "Asked by"


def test_a_long_name_loses_its_second_script_before_its_end_where_there_is_no_room(on_screen):
    native = "राजकुमार प्रसाद चतुर्वेदी"
    link = PersonLink("someone")
    link.show_person(Companion(1, 7, "Rajkumar Prasad Chaturvedi", native))
    on_screen(link)
    whole = link.sizeHint().width()
    shown = {}
    for width in (whole, whole - 8, 100):
        link.setFixedWidth(width)
        shown[width] = link._fitting()
    assert shown[whole] == f"Rajkumar Prasad Chaturvedi {native}"
    assert shown[whole - 8] == "Rajkumar Prasad Chaturvedi"
    assert shown[100].startswith("Rajkumar")
    assert shown[100].endswith("…")
    assert link.accessibleName() == "Rajkumar Prasad Chaturvedi"


def test_mine_are_the_pairs_of_members_nobody_else_answers_for(qtbot, page, storage, coordinator, people):
    [pair] = page.lists.found.pairs
    key_counsellors.change(storage, coordinator, pair.mentor.id, coordinator.staff_id, TODAY, today=TODAY)
    press(qtbot, page, "chip-whose-mine")
    assert len(page.lists.found.pairs) == 1, "a mentor may be another counsellor's"
    key_counsellors.change(storage, coordinator, pair.member.id, coordinator.staff_id, TODAY, today=TODAY)
    assert page.lists.found.pairs == []
    assert page.lists.pairs.hint.text().startswith("There is nothing of yours here.")
    press(qtbot, page, "chip-whose-everybody")
    assert len(page.lists.found.pairs) == 1
