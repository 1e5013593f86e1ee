"""A member's contacts: one-to-one counselling, family sessions, home visits and calls."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.contacts import MOST_MINUTES, WITH_FAMILY, ContactKind, ContactRow, NewContact
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import staff
from peerdesk.services.care import contacts
from peerdesk.ui.consents.panels import family_consent
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.place_choice import PlaceField
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, label, offer, rename, row, text_edit, wide

LATEST = 5
"""So many are shown before somebody asks for the rest."""

_USUAL_MINUTES = 45


class ContactPanel(RecordPanel[MemberPage]):
    """Writes a contact down, or puts one right: the kind, what was dealt with, Ctrl+Enter."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "contact", _("Contact"), _("Keep"))
        self._row: ContactRow | None = None
        self.kind: Choice[ContactKind] = Choice(ContactKind, empty=False)
        self.issues, self.with_whom = text_edit(72), QLineEdit()
        self.with_whom.setMaxLength(120)
        self.minutes, self.day = CalmSpin(), DayEdit()
        self.by: OneOf[int] = OneOf()
        self.minutes.setRange(0, MOST_MINUTES)
        self.minutes.setSingleStep(5)
        kind = Field(_("What sort"), self.kind, "kind")
        issues = Field(_("What was dealt with"), self.issues, "issues")
        whom = Field(_("Who else was there"), self.with_whom, "with_whom")
        minutes, day = Field(_("Minutes"), self.minutes, "minutes"), Field(_("Day"), self.day, "day")
        by = Field(_("By whom"), self.by, "staff_id")
        self.place, self.family = PlaceField(), label("", "hint", wrap=True)
        shown = (kind, self.family, issues, whom, FieldGrid((minutes, day)), by, self.place)
        self.take_fields((kind, issues, whom, minutes, day, by, self.place), shown)
        self.kind.currentIndexChanged.connect(self._show_family_consent)

    def edit(self, member: MemberPage, contact: ContactRow | None) -> None:
        """Begin with a new one (``None``), or with one to put right; what is typed already is gone on with."""
        if not (self.is_open and self.record.id == member.id and self._is_touched()):
            self._row, self.is_open = contact, False
        self.open_for(member)

    def start(self, member: MemberPage) -> None:
        context, kept = self._context, self._row
        everybody = staff.everybody(context.storage, context.actor)
        chosen = kept.staff_id if kept else context.actor.staff_id
        self.by.set_options([(found.id, found.name) for found in everybody if found.active or found.id == chosen])
        self.by.choose(chosen)
        usual = ContactKind.INDIVIDUAL if member.stands_in(Part.TALKS) else ContactKind.FAMILY
        self.kind.choose(kept.kind if kept else usual)
        self.issues.setPlainText(kept.issues if kept else "")
        self.with_whom.setText(kept.with_whom if kept else "")
        self.minutes.setValue(kept.minutes if kept else _USUAL_MINUTES)
        self.day.set_day(kept.day if kept else context.today())
        self.place.offer(member.places, *((kept.referred_to_id, kept.referred_to) if kept else ()))
        self.place.choose(kept.referred_to_id if kept else None)
        self._say_of_family(member)
        if self.form:
            self.form.clear()

    @Slot()
    def _show_family_consent(self) -> None:
        self._say_of_family(self.record)

    def _say_of_family(self, member: MemberPage) -> None:
        """Where the family is spoken with, whether the member agreed to that; nothing is held up by it."""
        said = family_consent(member.consents) if self.kind.code() in WITH_FAMILY else ""
        self.family.setText(said)
        self.family.setVisible(bool(said))

    def about_what(self, member: MemberPage) -> Hashable:
        return member.id, self._row.id if self._row else None

    def _is_touched(self) -> bool:
        """Whether a text was typed that is not kept yet."""
        before = (self._row.issues, self._row.with_whom) if self._row else ("", "")
        return (self.issues.toPlainText(), self.with_whom.text()) != before

    def keep(self) -> None:
        context, day = self._context, self.day.required_day("day")
        new = NewContact(
            self.record.id,
            self.kind.code() or ContactKind.INDIVIDUAL,
            day,
            self.minutes.value(),
            self.with_whom.text(),
            self.issues.toPlainText(),
            self.by.chosen(),
            self.place.place_id(),
        )
        if self._row is None:
            contacts.add(context.storage, context.actor, new, today=context.today())
        else:
            contacts.change(context.storage, context.actor, self._row.id, new, today=context.today())


class ContactsSection(QWidget):
    """The latest contacts with their running numbers; adds one, puts one right, takes one back."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._rows: Sequence[ContactRow] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_button = button(_("Add contact"), "addContact", icon="plus")
        offer(self.add_button, allowed=self._keeps())
        self.panel = ContactPanel(self._context, self._messages)
        self.undo_bar = UndoBar(self)
        self._lines = Lines("memberContacts", _("Contacts"))
        self.all_button = button("", "allContacts", flat=True)
        self.all_button.setCheckable(True)
        self.all_button.setAccessibleName(_("Earlier contacts"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Contacts"), self.add_button),
            self.panel,
            self._lines,
            row(self.all_button, None),
        ):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.all_button.toggled.connect(self._show)
        self._lines.clicked.connect(self._on_line)

    def show_member(self, member: MemberPage, rows: Sequence[ContactRow]) -> None:
        """Show a member's contacts, the latest first; a panel under way stays as it is."""
        if self._member is None or self._member.id != member.id:
            self.undo_bar.leave()
            self.all_button.setChecked(False)
        self._member, self._rows = member, rows
        self._show()
        self.panel.show_for(member)

    @Slot()
    def _show(self) -> None:
        shown = self._rows if self.all_button.isChecked() else self._rows[:LATEST]
        nothing = _("No contact so far. Talks alone, family sessions, home visits and calls are written down here.")
        self._lines.show_lines((_line(contact, keeps=self._keeps()) for contact in shown), nothing)
        more = len(self._rows) - LATEST
        self.all_button.setVisible(more > 0)
        if self.all_button.isChecked():
            rename(self.all_button, _("Show the latest only"))
        else:
            text = ngettext("Show {count} earlier one", "Show {count} earlier ones", max(more, 0))
            rename(self.all_button, text.format(count=more))

    def _keeps(self) -> bool:
        return self._context.actor.may(Permission.KEEP_CONTACTS)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_add(self) -> None:
        self._open(None)

    def _open(self, contact: ContactRow | None) -> None:
        self.panel.edit(self._shown(), contact)
        self.panel_opened.emit(self.panel)

    @Slot(int)
    def _on_line(self, number: int) -> None:
        """A button of a line: a positive id is to be put right, a negative one taken back."""
        contact = next(contact for contact in self._rows if contact.id == abs(number))
        if number > 0:
            self._open(contact)
        else:
            self._remove(contact)

    def _remove(self, contact: ContactRow) -> None:
        context = self._context
        with self._messages.reporting():
            binned = contacts.remove(context.storage, context.actor, contact.id)
            offer_back(self.undo_bar, _("The contact was removed."), context, self._messages, binned)


def _line(contact: ContactRow, *, keeps: bool) -> QWidget:
    """``12-11-2026 · Individual counselling, no. 3``, minutes and people, what was dealt with."""
    kind = _("{kind}, no. {number}").format(kind=words.of(contact.kind), number=contact.session_no)
    head = f"{short_date(contact.day)} · {kind}"
    parts: list[QWidget] = [wide(label(head, "contact", wrap=True))]
    if keeps:
        day = short_date(contact.day)
        parts += [
            _button(_("Edit"), "edit", contact.id, _("Edit the contact of {day}").format(day=day)),
            _button(_("Remove"), "remove", -contact.id, _("Remove the contact of {day}").format(day=day)),
        ]
    minutes = ngettext("{count} minute", "{count} minutes", contact.minutes).format(count=contact.minutes)
    people = [minutes, contact.by]
    if contact.with_whom:
        people.append(_("with {whom}").format(whom=contact.with_whom))
    if contact.referred_to:
        people.append(_("referred to {place}").format(place=contact.referred_to))
    lines: list[QWidget] = [row(*parts, spacing=0), label(" · ".join(people), "hint", wrap=True)]
    if contact.issues:
        lines.append(label(contact.issues, "noteText", wrap=True))
    return column(*lines, spacing=0)


def _button(text: str, act: str, number: int, spoken: str) -> QWidget:
    made = button(text, f"{act}Contact-{abs(number)}", flat=True)
    made.setProperty("id", number)
    made.setAccessibleName(spoken)
    return made
