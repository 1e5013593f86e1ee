"""A member's way through the programme, sitting by sitting: the file is closed and opened again in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnReason, ReturnToUse
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.groups.groups import Audience, GroupDetails, GroupType, MeetingTime
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.measures.scales import PHQ_9, SAFETY_ITEM
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Phase, Series
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.records import centre as centre_records
from peerdesk.records.care import attention as attention_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.security.password_recovery import new_code
from peerdesk.services import access, door, staff
from peerdesk.services.care import contacts, follow_ups, goals, recovery
from peerdesk.services.groups import groups, memberships
from peerdesk.services.measures import measures
from peerdesk.services.members import member_page, members, stays
from peerdesk.services.sessions import attendance, session_page, sessions
from peerdesk.ui.members.detail import MemberDetail
from peerdesk.ui.members.form import MemberForm
from peerdesk.ui.place import PageName
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.window.main_window import MainWindow
from tests.centres import CHEAP, PASSWORD, enter
from tests.screen import click_row

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton
EVE = date(2026, 11, 1)  # a Sunday; the centre is as it was prepared
ADMITTED = date(2026, 11, 2)
SEVEN_DAYS = Milestone(MilestoneKind.DAYS, 7)
ABSENT = "absent 3 times running in Morning Circle"

SHAMING = ("relapse", "fail", "clean", "dirty", "addict", "abuse", "defaulter", "drop-out", "dropout", "compliant")
"""No page of a member says any of these (domain.md 2.5)."""


# The centre, prepared without the window


@dataclass(frozen=True)
class Centre:
    """Who and what is there on the eve of the first sitting."""

    circle: int
    alumni: int
    mentor: int
    others: tuple[int, ...]


@contextmanager
def behind_the_window(desk) -> Iterator[tuple[Storage, Actor]]:
    """The file and its coordinator, as long as no window is open."""
    storage = Storage.open(
        desk.folder, door.unlock(desk.folder, "meena", PASSWORD).master, desk.now, lambda _changed: None
    )
    storage.bind()
    try:
        yield storage, enter(storage, "meena")
    finally:
        storage.close()


@pytest.fixture
def centre(desk) -> Centre:
    desk.day = EVE
    access.set_up(
        desk.folder,
        CentreDetails("Asha Kendra", "ASH", "Station Road, Dabra", "MP/2019/114"),
        StaffDetails("meena", "Meena Rawat", "Project coordinator", Role.COORDINATOR),
        PASSWORD,
        new_code(),
        desk.now,
        CHEAP,
    )
    with behind_the_window(desk) as (storage, actor):
        details = StaffDetails("kavita", "Kavita Jatav", "Clerk", Role.OFFICE)
        staff.add(storage, actor, details, PASSWORD, PASSWORD, CHEAP)
        mentor = register(storage, actor, "Suresh Patel", EVE - timedelta(200), recovery_on=date(2025, 1, 26))
        others = tuple(register(storage, actor, name, EVE) for name in ("Anil Yadav", "Gurpreet Singh"))
        circle = found(storage, actor, "Morning Circle", GroupType.SELF_HELP, range(7), others)
        stay = member_page.page(storage, actor, mentor, today=EVE).stays[0].id
        stays.discharge(storage, actor, stay, Discharge(date(2026, 7, 30), DischargeType.COMPLETED), today=EVE)
        alumni = found(storage, actor, "Alumni", GroupType.ALUMNI, (EVE.weekday(),), (mentor,))
        sessions.plan_ahead(storage, actor, today=EVE)
        for session in sessions.between(storage, actor, EVE, EVE):
            attendance.mark_rest_present(storage, actor, session.id)
    return Centre(circle, alumni, mentor, others)


def register(storage: Storage, actor: Actor, name: str, day: date, recovery_on: date | None = None) -> int:
    details = MemberDetails(name, gender=Gender.MALE, age=34, village="Dabra")
    admission = Admission(Series.RESIDENTIAL, day, recovery_on=recovery_on)
    return members.register(storage, actor, details, today=max(day, EVE), admission=admission)


def found(storage: Storage, actor: Actor, name: str, kind: GroupType, weekdays, member_ids) -> int:
    times = tuple(MeetingTime(weekday, time(11, 45)) for weekday in weekdays)
    audience = Audience.ALUMNI if kind is GroupType.ALUMNI else Audience.EVERYBODY
    details = GroupDetails(name, kind, audience=audience, started_on=EVE, times=times, facilitators=(actor.staff_id,))
    group_id = groups.create(storage, actor, details, today=EVE)
    memberships.join(storage, actor, Joining(group_id, tuple(member_ids), EVE))
    return group_id


# One sitting at the desk


class Sitting:
    """What somebody does at the window from log-in until it is closed."""

    def __init__(self, desk, user_name: str) -> None:
        self.qtbot, self.desk = desk.qtbot, desk
        desk.start()
        desk.log_in(user_name, PASSWORD)
        self.window: MainWindow = desk.program.window
        self.pages = self.window.pages
        self.qtbot.waitUntil(self.window.isVisible)

    @property
    def detail(self) -> MemberDetail:
        return self.pages.members.detail

    # Hands

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible(), f"{button.objectName()} is not to be seen"
        assert button.isEnabled(), f"{button.objectName()} cannot be pressed"
        self.qtbot.mouseClick(button, LEFT, pos=QPoint(10, button.height() // 2))  # where a box to tick is

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key that the window may listen to; a bare X server has nobody to make it the active one."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.keyClick(widget, key)

    def type_into(self, editor: QWidget, text: str) -> None:
        """Type over what stands there."""
        assert editor.isVisible(), f"{editor.objectName()} is not to be seen"
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        self.qtbot.keyClicks(editor, text)
        if isinstance(editor, DayEdit):
            self.qtbot.keyClick(editor, Qt.Key.Key_Tab)

    def pick(self, combo: QComboBox, text: str) -> None:
        """Choose from a list by the first letters of what stands in it."""
        assert combo.isVisible(), f"{combo.objectName()} is not to be seen"
        combo.setFocus()
        self.qtbot.keyClicks(combo, text.split()[0])  # a space would open the list
        assert combo.currentText().startswith(text)

    def fill(self, form: Form, **typed: str) -> None:
        """Fill a form's fields by their names."""
        for name, text in typed.items():
            editor = form.fields[name].editor
            if isinstance(editor, QComboBox):
                self.pick(editor, text)
            else:
                self.type_into(editor, text)

    def choose_row(self, table: QAbstractItemView, text: str) -> None:
        """Click the row that shows a text."""
        row = next(row for row, line in enumerate(lines_of(table.model())) if text in line)
        click_row(self.qtbot, table, row)

    # Ways

    def go(self, name: str) -> None:
        """Click a page's name in the side bar."""
        nav = self.window.side_bar.nav
        at = nav.visualItemRect(nav.item(self.window.side_bar.pages.index(PageName(name)))).center()
        self.qtbot.mouseClick(nav.viewport(), LEFT, pos=at)
        assert self.pages.currentWidget() is getattr(self.pages, name)

    def open_member(self, name: str) -> MemberDetail:
        """Find a member by typing the name, wherever they are in the programme."""
        self.go("members")
        listed = self.pages.members.list
        self.type_into(listed.search, name)
        if listed.among_everybody.isVisible():
            self.click(listed.among_everybody)
        self.choose_row(listed.table, name)
        assert self.detail.isVisible()
        return self.detail

    def open_tab(self, text: str) -> None:
        """Click a tab of the member's page."""
        bar: QTabBar = self.detail.tabs.tabBar()
        place = next(place for place in range(bar.count()) if bar.tabText(place) == text)
        self.qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())
        assert bar.currentIndex() == place

    def open_session(self, group: str) -> None:
        """Take today's attendance of a group from Today."""
        self.go("today")
        name = f"Take attendance: {group}"
        self.click(next(made for made in seen_in(self.pages.today) if made.accessibleName() == name))
        self.qtbot.waitUntil(self.pages.session.isVisible)

    def mark(self, absent: int | None = None) -> None:
        """Mark the roster row by row with one key each, everybody present but one."""
        page = self.pages.session
        letters = ["a" if row.member_id == absent else "p" for row in page.model.rows()]
        self.qtbot.keyClicks(page.table, "".join(letters))

    # Eyes

    def today(self, part: str) -> list[str]:
        """The lines of one of the lists on Today."""
        self.go("today")
        self.qtbot.waitUntil(lambda: self.pages.today.is_whole)
        table = getattr(self.pages.today, part).table
        return lines_of(table.model()) if table.isVisible() else []

    def contact_needed(self) -> list[str]:
        """Who needs contact on Today, with every heading opened; the headings left out."""
        if not self.today("attention"):
            return []
        card = self.pages.today.attention
        while folded := [row for row in card.model.headings() if card.model.rows()[row].key in card.model.folded]:
            card.table.selectRow(folded[0])
            self.qtbot.keyClick(card.table, Qt.Key.Key_Right)
        return [line for line in lines_of(card.model) if " | " in line]

    def member_texts(self) -> str:
        """Everything that can be read on the open member's page, tab by tab."""
        texts = []
        for place in range(self.detail.tabs.count()):
            self.open_tab(self.detail.tabs.tabText(place))
            texts.append(texts_of(self.window))
        return "\n".join(texts)

    # The file

    @property
    def opened(self) -> tuple[Storage, Actor]:
        """The open file, and who is at the window."""
        program = self.desk.program
        return program.storage, program._actor

    def kept(self, member_id: int) -> MemberPage:
        """A member as the file has them now."""
        return member_page.page(*self.opened, member_id, today=self.desk.day)

    def needing_contact(self) -> list[int]:
        """Who needs contact, as the file has it now."""
        storage, _actor = self.opened
        with storage.reading():
            found = attention_records.most_pressing(self.desk.day, None, centre_records.thresholds())
            return [row.member_id for row in found.rows if not row.settled]

    def due(self) -> list[int]:
        """Whose follow-ups are due or overdue, as the file has it now."""
        storage, _actor = self.opened
        with storage.reading():
            return [row.member_id for row in follow_up_records.open_up_to(self.desk.day)]


@contextmanager
def sitting(desk, day: date, user_name: str = "meena") -> Iterator[Sitting]:
    """From the log-in on a day until the window and the file are closed."""
    desk.day = day
    yield Sitting(desk, user_name)
    desk.close()


def lines_of(model: QAbstractItemModel) -> list[str]:
    """The rows of a table, as they are read from left to right."""
    cells = [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]
    return [" | ".join(str(cell) for cell in line if cell) for line in cells]


def seen_in(widget: QWidget) -> list[Any]:
    """Whatever is to be seen in a widget now."""
    QApplication.sendPostedEvents()  # lines made a moment ago are shown with the next event
    return [child for child in widget.findChildren(QWidget) if child.isVisible()]


def texts_of(widget: QWidget) -> str:
    """Everything that can be read in a widget now: labels, buttons, fields, lists to choose from, tables."""
    texts: list[str] = []
    for child in seen_in(widget):
        if isinstance(child, QLabel | QAbstractButton | QLineEdit):
            texts.append(child.text())
        elif isinstance(child, QPlainTextEdit):
            texts.append(child.toPlainText())
        elif isinstance(child, QComboBox):
            texts += [child.itemText(place) for place in range(child.count())]
        elif isinstance(child, QAbstractItemView) and not isinstance(child, QListView):
            texts += lines_of(child.model())
        texts.append(child.toolTip())
    return "\n".join(filter(None, texts))


# The way of one member


def test_a_member_is_accompanied_from_the_first_day_until_the_alumni_group(desk, centre):
    with sitting(desk, ADMITTED) as at:
        ramesh = register_at_the_window(at)
        join(at, "Morning Circle")
        find_a_mentor(at, centre)
        first_contact(at)
        page = at.kept(ramesh)
        (pair,) = page.story.mentoring.mentors
        assert (page.stays[0].admitted_on, page.story.timeline.spans[0].from_day) == (date(2026, 10, 31), ADMITTED)
        assert [group.group_id for group in page.groups] == [centre.circle]
        assert (pair.mentor.id, pair.last_contact) == (centre.mentor, ADMITTED)

    with sitting(desk, ADMITTED + timedelta(7)) as at:
        celebrate_seven_days(at, ramesh)
        reached = at.kept(ramesh).story.timeline.reached
        assert [(r.milestone.count, r.celebrated_on) for r in reached] == [(1, None), (7, desk.day)]

    for day in (10, 11, 12):
        with sitting(desk, date(2026, 11, day)) as at:
            assert not at.contact_needed(), "nobody is called too early"
            at.open_session("Morning Circle")
            at.mark(absent=ramesh)
            if day == 12:
                ask_for_contact(at)
                reach(at, next_on="16-11-2026")
                (planned, done) = at.kept(ramesh).story.follow_ups
                assert (done.kind, done.outcome) == (FollowUpKind.ATTENTION, FollowUpOutcome.REACHED)
                assert (done.words, done.next_step) == ("He is at home with a fever.", "Come with his brother")
                assert (planned.kind, planned.due_on, planned.why) == (
                    FollowUpKind.PLANNED,
                    date(2026, 11, 16),
                    "Come with his brother",
                )

    with sitting(desk, date(2026, 11, 16)) as at:
        come_back(at, ramesh)
        tell_of_a_return(at)
        timeline = at.kept(ramesh).story.timeline
        assert (timeline.days_now, timeline.longest, timeline.total) == (2, 11, 13)
        assert [(span.from_day, span.ended_on) for span in timeline.spans] == [
            (ADMITTED, date(2026, 11, 13)),
            (date(2026, 11, 14), None),
        ]
        assert any(r.milestone == SEVEN_DAYS and r.celebrated_on for r in timeline.reached), "nothing is taken away"
        assert not at.due()
        assert at.needing_contact() == [ramesh], "somebody speaks with them within three days"

    with sitting(desk, date(2026, 11, 22)) as at:
        spoken = NewContact(ramesh, ContactKind.INDIVIDUAL, date(2026, 11, 17), 20)
        contacts.add(*at.opened, spoken, today=desk.day)
        assert not at.needing_contact()
        discharge(at)
        page = at.kept(ramesh)
        assert page.phase is Phase.AFTERCARE
        assert page.groups[0].to_day == desk.day
        days = sorted(row.due_on for row in page.story.follow_ups if row.is_open)
        assert days[:4] == [date(2026, 11, 29), date(2026, 12, 7), date(2026, 12, 22), date(2027, 1, 22)]
        assert len(days) == 12
        tomorrow = groups.page(*at.opened, centre.circle, on=date(2026, 11, 23)).roster
        assert ramesh not in {row.member_id for row in tomorrow}

    with sitting(desk, date(2026, 11, 29)) as at:
        attend_the_alumni_group(at)
        met = next(row for row in at.kept(ramesh).story.follow_ups if row.due_on == desk.day)
        assert (met.met_by.day, met.outcome) == (desk.day, None)
        assert not at.due()
        assert not at.needing_contact()


def register_at_the_window(at: Sitting) -> int:
    at.go("members")
    at.click(at.pages.members.new_button)
    form = at.pages.members.findChild(MemberForm)
    at.fill(form.fields.form, name_latin="Ramesh Kumar", gender="Male", age="34", admitted_on="31-10-2026")
    assert form.fields.admission.recovery_on.text() == "31-10-2026", "suggested until another one is typed"
    at.fill(form.fields.form, recovery_on="02-11-2026")
    at.click(form.fields.more_button)
    at.type_into(form.findChild(QLineEdit, "phone1"), "98260 12345")
    at.click(form.save_button)
    assert at.detail.member.name == "Ramesh Kumar"
    shown = texts_of(at.detail)
    assert "Next milestone: 1 day on 03-11-2026" in shown
    return at.detail.member.id


def join(at: Sitting, group: str) -> None:
    at.open_tab("Stays")
    panel = at.detail.stays.join_panel
    at.click(at.detail.stays.join_button)
    at.pick(panel.group, group)
    assert not panel.fit.warned.isVisible(), "nothing speaks against it"
    at.click(panel.keep_button)
    assert group in texts_of(at.detail.stays)


def find_a_mentor(at: Sitting, centre: Centre) -> None:
    """He agreed first; then he is found for the newcomer."""
    support = at.open_member("Suresh Patel").support.mentoring
    at.open_tab("Support")
    at.click(support.agree_button)
    at.click(support.agree_panel.keep_button)
    at.open_member("Ramesh Kumar")
    at.open_tab("Support")
    at.click(support.find_button)
    finder = at.pages.mentoring.finder
    assert lines_of(finder.model)[0].startswith("Suresh Patel")
    at.choose_row(finder.table, "Suresh Patel")
    at.click(finder.begin_button)
    at.click(finder.panel.keep_button)
    assert at.pages.mentoring.pair.isVisible()


def first_contact(at: Sitting) -> None:
    pair = at.pages.mentoring.pair
    at.click(pair.log_button)
    at.fill(pair.log_panel.form, kind="Emotional", agreed="Walk together on Sunday", next_on="08-11-2026")
    at.click(pair.log_panel.keep_button)
    (line,) = lines_of(pair.model)
    assert "02-11-2026" in line
    assert "Walk together on Sunday" in line
    at.open_member("Ramesh Kumar")
    at.open_tab("Story")
    assert "Mentor; they last met on 02-11-2026" in texts_of(at.detail.story)


def celebrate_seven_days(at: Sitting, ramesh: int) -> None:
    assert "09-11-2026 | Ramesh Kumar | 7 days" in at.today("milestones")
    at.open_session("Morning Circle")
    at.mark()
    page = at.pages.session
    assert "Present 3" in page.head.counter.text().replace("\u00a0", " ")
    at.click(page.beside.milestones_button)
    (line,) = (line for line in page.beside.milestones_panel.lines.values() if line.due.milestone == SEVEN_DAYS)
    assert line.box.text() == "Ramesh Kumar: 7 days"
    at.click(line.box)
    assert "celebrated on 09-11-2026" in texts_of(page.beside)
    at.open_member("Ramesh Kumar")
    shown = texts_of(at.detail.story)
    assert "✓  7 days · 09-11-2026 · celebrated" in shown
    assert "longest 7 · total 7 · 1 session attended" in shown
    assert any("Ramesh Kumar" in line and "celebrated" in line for line in at.today("milestones"))
    sheet = session_page.sheet(*at.opened, page._session_id)
    assert [row.mark for row in sheet.rows if row.member_id == ramesh] == [Mark.PRESENT]


def ask_for_contact(at: Sitting) -> None:
    """The reason in plain words, and a follow-up by one key."""
    assert at.contact_needed() == [f"Ramesh Kumar | {ABSENT} | 9826012345 | –"]
    card = at.pages.today.attention
    at.choose_row(card.table, "Ramesh Kumar")
    assert card.follow_up_button.isEnabled()
    at.press(card.table, Qt.Key.Key_F)
    settled = f"{ABSENT} – settled until 12-11-2026"
    assert at.contact_needed() == [f"Ramesh Kumar | {settled} | 9826012345 | 12-11-2026"]
    assert at.today("follow_ups") == [f"12-11-2026 | Ramesh Kumar | {ABSENT} | 9826012345"]


def reach(at: Sitting, next_on: str) -> None:
    """He is called from the page of follow-ups."""
    at.go("follow_ups")
    page = at.pages.follow_ups
    (line,) = lines_of(page.model)
    assert line.startswith(f"12-11-2026 | today | Ramesh Kumar | 98260 12345 | {ABSENT} | Call")
    at.choose_row(page.table, "Ramesh Kumar")
    panel = page.detail.panel
    at.fill(panel.form, words="He is at home with a fever.", next_step="Come with his brother", next_on=next_on)
    at.click(panel.buttons[FollowUpOutcome.REACHED])
    assert not page.model.rowCount()
    assert "Ramesh Kumar: Reached." in texts_of(page.undo_bar)
    assert not at.today("follow_ups")


def come_back(at: Sitting, ramesh: int) -> None:
    """He is there again; what was planned for the day is finished on his page."""
    assert at.today("follow_ups") == ["16-11-2026 | Ramesh Kumar | Come with his brother | 9826012345"]
    at.open_session("Morning Circle")
    at.mark()
    assert not at.contact_needed(), "who comes again needs no call"
    at.open_member("Ramesh Kumar")
    at.open_tab("Support")
    support = at.detail.support.follow_ups
    (row,) = (row for row in at.kept(ramesh).story.follow_ups if row.is_open)
    at.click(support.findChild(QPushButton, f"finish-{row.id}"))
    at.click(support.finish_panel.buttons[FollowUpOutcome.CAME])
    assert "Came to the centre on 16-11-2026" in texts_of(support)


def tell_of_a_return(at: Sitting) -> None:
    at.open_tab("Story")
    timeline = at.detail.story.timeline
    assert "14 days" in texts_of(timeline).splitlines()
    at.click(timeline.return_button)
    panel = timeline.return_panel
    at.fill(panel.form, returned_on="13-11-2026", recovery_on="14-11-2026", reason="Stress")
    at.fill(panel.form, text="Called his mentor the same night.")
    assert not shaming(texts_of(at.window))
    at.click(panel.keep_button)
    shown = texts_of(at.detail.story)
    assert "2 days" in shown.splitlines()
    assert "longest 11 · total 13" in shown
    assert "11 days · 02-11-2026 – 13-11-2026 · Stress" in shown
    assert "Called his mentor the same night." in shown
    assert "✓  7 days · 09-11-2026 · celebrated" in shown
    assert not shaming(at.member_texts())


def discharge(at: Sitting) -> None:
    at.open_member("Ramesh Kumar")
    at.open_tab("Stays")
    at.click(at.detail.stays.discharge_button)
    panel = at.detail.stays.discharge_panel
    at.pick(panel.type, "Completed")
    ending = [box for box in seen_in(panel) if isinstance(box, QCheckBox)]
    assert [(box.text(), box.isChecked()) for box in ending] == [("Morning Circle", True)]
    at.click(panel.keep_button)
    assert "02-11-2026 – 22-11-2026" in texts_of(at.detail.stays)
    at.open_tab("Support")
    shown = texts_of(at.detail.support.follow_ups)
    assert "29-11-2026 · in 7 days" in shown
    assert "11 more until 22-11-2028" in shown
    assert not at.today("follow_ups")
    at.go("follow_ups")
    page = at.pages.follow_ups
    assert not page.model.rowCount()
    at.click(page.chips.findChild(QPushButton, "chip-next"))
    ahead = [line.split(" | ")[0] for line in lines_of(page.model) if "Ramesh Kumar" in line]
    assert ahead == ["29-11-2026", "07-12-2026", "22-12-2026"]


def attend_the_alumni_group(at: Sitting) -> None:
    due = "29-11-2026 | Ramesh Kumar | After discharge | 9826012345"
    assert at.today("follow_ups") == [due]
    at.go("follow_ups")
    page = at.pages.follow_ups
    assert [line.split(" | ")[:3] for line in lines_of(page.model)] == [["29-11-2026", "today", "Ramesh Kumar"]]
    at.open_member("Ramesh Kumar")
    join(at, "Alumni")
    at.open_session("Alumni")
    at.mark()
    assert not at.today("follow_ups")
    [spoken] = at.contact_needed()
    assert spoken.startswith("Ramesh Kumar | a return to use, noted on 16-11-2026 – spoken with on 17-11-2026")
    at.go("follow_ups")
    assert not page.model.rowCount()
    at.click(page.chips.findChild(QPushButton, "chip-done"))
    assert any("Came to the alumni group | Ramesh Kumar" in line for line in lines_of(page.model))
    at.open_member("Ramesh Kumar")
    at.open_tab("Support")
    assert "Came to the alumni group on 29-11-2026" in texts_of(at.detail.support.follow_ups)


def shaming(texts: str) -> list[str]:
    return [word for word in SHAMING if word in texts.casefold()]


# The other two


def prepare_absences(desk, centre: Centre) -> int:
    """A newcomer who did not attend on two days running; the third day has not begun."""
    desk.day = date(2026, 11, 11)
    with behind_the_window(desk) as (storage, actor):
        ramesh = register(storage, actor, "Ramesh Kumar", ADMITTED, ADMITTED)
        memberships.join(storage, actor, Joining(centre.circle, (ramesh,), ADMITTED))
        sessions.plan_ahead(storage, actor, today=desk.day)
        for session in sessions.between(storage, actor, date(2026, 11, 10), desk.day):
            if session.group_id == centre.circle:
                attendance.mark(storage, actor, session.id, {ramesh: Attendance(Mark.ABSENT)})
                attendance.mark_rest_present(storage, actor, session.id)
    return ramesh


def test_a_power_cut_takes_no_mark_and_no_follow_up_away(desk, centre):
    ramesh = prepare_absences(desk, centre)
    desk.day = date(2026, 11, 12)
    at = Sitting(desk, "meena")
    at.open_session("Morning Circle")
    table, rows = at.pages.session.table, at.pages.session.model.rows()
    assert rows[-1].member_id == ramesh
    at.qtbot.keyClicks(table, "p")
    at.choose_row(table, "Ramesh Kumar")
    at.qtbot.keyClicks(table, "a")
    desk.pull_the_plug()

    at = Sitting(desk, "meena")
    page = at.pages.session
    at.qtbot.waitUntil(page.isVisible)
    assert [row.mark for row in page.model.rows()] == [Mark.PRESENT, None, Mark.ABSENT]
    assert at.contact_needed() == [f"Ramesh Kumar | {ABSENT} | –"]
    at.choose_row(at.pages.today.attention.table, "Ramesh Kumar")
    at.click(at.pages.today.attention.follow_up_button)
    at.go("follow_ups")
    at.type_into(at.pages.follow_ups.detail.panel.words, "He is at home wi")
    desk.pull_the_plug()

    with sitting(desk, desk.day) as at:
        settled = f"{ABSENT} – settled until 12-11-2026"
        assert at.contact_needed() == [f"Ramesh Kumar | {settled} | 12-11-2026"]
        at.go("follow_ups")
        assert [line.split(" | ")[:3] for line in lines_of(at.pages.follow_ups.model)] == [
            ["12-11-2026", "today", "Ramesh Kumar"]
        ]
        at.open_session("Morning Circle")
        at.qtbot.keyClicks(at.pages.session.table, "p")
        sheet = session_page.sheet(*at.opened, at.pages.session._session_id)
        assert [row.mark for row in sheet.rows] == [Mark.PRESENT, Mark.PRESENT, Mark.ABSENT]
        (row,) = at.kept(ramesh).story.follow_ups
        assert (row.kind, row.is_open) == (FollowUpKind.ATTENTION, True)


def test_the_office_does_a_follow_up_and_sees_nothing_that_is_for_counsellors(desk, centre):
    desk.day = date(2026, 11, 16)
    with behind_the_window(desk) as (storage, actor):
        ramesh = register(storage, actor, "Ramesh Kumar", ADMITTED, ADMITTED)
        goals.add(storage, actor, ramesh, GoalText("Call my brother by Sunday"), today=desk.day)
        measures.record(storage, actor, ramesh, PHQ_9.code, desk.day, {SAFETY_ITEM: 2}, today=desk.day)
        returned = ReturnToUse(date(2026, 11, 13), date(2026, 11, 14), ReturnReason.STRESS, "A quarrel at home.")
        recovery.record_return(storage, actor, ramesh, returned, today=desk.day)
        planned = NewFollowUp(ramesh, FollowUpKind.PLANNED, desk.day, FollowUpWay.CALL, "How is he?")
        follow_ups.add(storage, actor, planned, today=desk.day)

    for_counsellors = ("Call my brother by Sunday", "question 9", "PHQ-9", "A quarrel at home.", "Stress")
    with sitting(desk, desk.day) as at:
        at.open_member("Ramesh Kumar")
        shown = at.member_texts()
        assert [text for text in for_counsellors if text not in shown] == [], "the coordinator sees them all"

    with sitting(desk, desk.day, "kavita") as at:
        at.open_member("Ramesh Kumar")
        shown = at.member_texts()
        assert [text for text in (*for_counsellors, "Goals") if text in shown] == []
        assert "11 days · 02-11-2026 – 13-11-2026" in shown
        at.go("follow_ups")
        page = at.pages.follow_ups
        at.choose_row(page.table, "How is he?")
        at.type_into(page.detail.panel.words, "He is well.")
        at.press(page.table, Qt.Key.Key_R)
        assert not page.model.rowCount()

    with sitting(desk, desk.day) as at:
        (row,) = at.kept(ramesh).story.follow_ups
        assert (row.outcome, row.done_by, row.words) == (FollowUpOutcome.REACHED, "Kavita Jatav", "He is well.")
