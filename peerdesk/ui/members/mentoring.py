"""A member's mentoring: who accompanies them, whom they accompany, the latest contacts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.states import Part
from peerdesk.domain.mentoring.mentors import Companion
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.domain.screens.mentoring import LogLine, MentoringOfMember, PairRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.mentoring.columns import kind_of, last_contact
from peerdesk.ui.mentoring.mentor import mentor_facts
from peerdesk.ui.mentoring.panels import AgreePanel, LogPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.person_link import PersonLink
from peerdesk.ui.place import MentorFor, ReportPlace
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, clear_layout, column, embolden, label, row


class MentoringSection(QWidget):
    """Shows it; contacts are logged and willingness to mentor is noted in panels where they stand."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._pairs: Sequence[PairRow] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.find_button = button(_("Find a mentor"), "findMentor", icon="search")
        self.agree_button = button(_("May mentor…"), "mayMentor", flat=True)
        self.sheet_button = button(_("Log sheets"), "memberMentorSheets", flat=True, icon="printer")
        self.log_panel = LogPanel(self._context, self._messages)
        self.agree_panel = AgreePanel(self._context, self._messages)
        self._mentors, self._mentees = _Pairs("memberMentors", _("Mentor")), _Pairs("memberMentees", _("Accompanies"))
        self._agreed = label("", "hint", wrap=True)
        self._warned = label("", "problem", wrap=True)
        self._mentees_heading = row(label(_("Accompanies"), "fieldLabel"), None, self.sheet_button)
        self._log_heading = label(_("Latest contacts"), "fieldLabel")
        self._log = Lines("mentorContacts", _("Latest contacts"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Mentoring"), self.agree_button, self.find_button),
            self.agree_panel,
            self.log_panel,
            self._mentors,
            self._mentees_heading,
            self._agreed,
            self._warned,
            self._mentees,
            self._log_heading,
            self._log,
        ):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.find_button.clicked.connect(self._on_find)
        self.agree_button.clicked.connect(self._on_agree)
        self.sheet_button.clicked.connect(self._on_sheet)
        for pairs in (self._mentors, self._mentees):
            pairs.person_chosen.connect(self._messages.lead_to_member)
            pairs.log_asked.connect(self._on_log)

    def show_member(self, member: MemberPage, mentoring: MentoringOfMember) -> None:
        """Show a member's mentoring as the file has it now; panels under way stay as they are."""
        self._member = member
        self._pairs = (*mentoring.mentors, *mentoring.mentees)
        actor, agreed = self._context.actor, mentoring.agreed
        may = actor.may(Permission.MANAGE_MENTORING)
        self.find_button.setVisible(member.stands_in(Part.PAIRS))
        self.agree_button.setVisible(may and agreed is None and member.stands_in(Part.POSSIBLE_MENTORS))
        self._mentors.show_pairs(mentoring.mentors, member.id, _("Nobody accompanies this member yet."), log=may)
        mentors = agreed is not None or bool(mentoring.mentees)
        self._mentees_heading.setVisible(mentors)
        self.sheet_button.setVisible(agreed is not None and actor.may(Permission.PRINT_ATTENDANCE))
        self._agreed.setText(mentor_facts(agreed) if agreed else "")
        self._agreed.setVisible(agreed is not None)
        self._warned.setText("\n".join(map(words.problem, agreed.warnings)) if agreed else "")
        self._warned.setVisible(bool(self._warned.text()))
        self._mentees.setVisible(mentors)
        self._mentees.show_pairs(mentoring.mentees, member.id, _("Nobody at present."), log=may)
        self._log_heading.setVisible(bool(mentoring.log))
        self._log.setVisible(bool(mentoring.log))
        self._log.show_lines(map(_log_line, mentoring.log), "")
        self.agree_panel.show_for(member)
        self.log_panel.show_for(*self._pairs)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    @Slot()
    def _on_find(self) -> None:
        self._messages.lead_to(MentorFor(self._shown().id))

    @Slot()
    def _on_agree(self) -> None:
        self.agree_panel.open_for(self._shown())
        self.panel_opened.emit(self.agree_panel)

    @Slot(int)
    def _on_log(self, pair_id: int) -> None:
        self.log_panel.open_for(next(pair for pair in self._pairs if pair.id == pair_id))
        self.panel_opened.emit(self.log_panel)

    @Slot()
    def _on_sheet(self) -> None:
        self._messages.lead_to(ReportPlace("mentor-log", Choices(member=self._shown().number)))


class _Pairs(QWidget):
    """Pairs below each other: the other one's name, how it stands, and a button to log a contact."""

    person_chosen = Signal(int)
    log_asked = Signal(int)

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)

    def show_pairs(self, pairs: Sequence[PairRow], member_id: int, nothing: str, *, log: bool) -> None:
        """Replace all lines; a pair that ended has no button."""
        clear_layout(self)
        for pair in pairs:
            other = pair.mentor if pair.member.id == member_id else pair.member
            self._lines.addWidget(self._line(pair, other, log=log and pair.to_day is None))
        if not any(pair.to_day is None for pair in pairs):
            self._lines.insertWidget(0, label(_("Nobody at present.") if pairs else nothing, "hint", wrap=True))

    def _line(self, pair: PairRow, other: Companion, *, log: bool) -> QWidget:
        link = PersonLink(f"companion-{pair.id}")
        link.show_person(other)
        link.clicked.connect(self._on_person)
        beside = button(_("Log contact"), f"logContact-{pair.id}", flat=True, icon="plus")
        beside.setAccessibleName(_("Log a contact with {name}").format(name=other.name))
        beside.setProperty("id", pair.id)
        beside.clicked.connect(self._on_log)
        state = label(_state(pair), "hint", wrap=True)
        embolden(state, bold=pair.stalled)
        return column(row(link, None, *([beside] if log else [])), state, spacing=0)

    @Slot()
    def _on_person(self) -> None:
        self.person_chosen.emit(self.sender().property("id"))

    @Slot()
    def _on_log(self) -> None:
        self.log_asked.emit(self.sender().property("id"))


def _state(pair: PairRow) -> str:
    """Since when, the last contact, the next; of a pair that ended from when to when and why."""
    if pair.to_day is not None and pair.closing is not None:
        span = _("{first} to {last}").format(first=short_date(pair.from_day), last=short_date(pair.to_day))
        return f"{span} · {words.of(pair.closing)}"
    last = last_contact(pair) if pair.stalled else _("last contact: {text}").format(text=last_contact(pair))
    parts = [_("since {day}").format(day=short_date(pair.from_day)), last]
    if pair.next_on is not None:
        parts.append(_("next agreed for {day}").format(day=short_date(pair.next_on)))
    return " · ".join(parts)


def _log_line(line: LogLine) -> QWidget:
    """Day, who with whom, minutes and kind; below it what was agreed."""
    logged = line.logged
    minutes = ngettext("{count} minute", "{count} minutes", logged.minutes).format(count=logged.minutes)
    head = " · ".join((short_date(logged.day), line.mentor, minutes, kind_of(line)))
    parts: list[QWidget] = [label(head, "hint", wrap=True)]
    if logged.agreed:
        parts.append(label(logged.agreed, "agreed", wrap=True))
    return column(*parts, spacing=0)
