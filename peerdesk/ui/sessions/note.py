"""The note side of the session screen: the group note and the line about one member."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.screens.session_page import SheetRow
from peerdesk.domain.sessions.notes import Activity, GroupNote, NoteAuthor, Objective
from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import PageKey
from peerdesk.ui.widgets.forms.autosave import TypingPause
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.parts import button, label, row, text_edit


class NotePanel(QWidget, HoldsTyping):
    """Edits a group note and one member note; says when they are to be kept, and when the typing pauses."""

    note_due = Signal()
    note_paused = Signal()
    member_note_due = Signal()
    member_note_paused = Signal()
    member_note_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._member_id: int | None = None
        self._last_plan = ""
        self._refused = self._member_refused = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.objective = Choice(Objective)
        self.topic = QLineEdit()
        self.topic.setMaxLength(200)
        self.shared, self.coping, self.concerns, self.plan = (_text(lines) for lines in (4, 2, 2, 2))
        self.fields = [
            Field(_("Objective"), self.objective, "objective"),
            Field(_("Topic"), self.topic, "topic"),
            Field(_("What was shared"), self.shared, "shared"),
            Field(_("Coping strategies"), self.coping, "coping"),
            Field(_("Concerns in the group"), self.concerns, "concerns"),
            Field(_("Plan for next time"), self.plan, "plan"),
        ]
        self.copy_plan = button(_("Copy last session's plan"), "copyPlan", flat=True, icon="copy")
        self._ticks = {activity: _tick(activity) for activity in Activity}
        self.ticks = QWidget()
        grid = QGridLayout(self.ticks)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for place, tick in enumerate(self._ticks.values()):
            grid.addWidget(tick, place // 2, place % 2)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self._build_member_note())
        self.note_warning = label("", "problem", wrap=True)
        self.note_warning.hide()
        self.author = label("", "hint", wrap=True)
        self.author.setObjectName("noteAuthor")
        self.author.hide()
        lines.addWidget(self.author)
        for field in self.fields:
            lines.addWidget(field)
        lines.addWidget(self.note_warning)
        lines.addWidget(row(self.copy_plan, None))
        lines.addWidget(label(_("Activities"), "fieldLabel"))
        lines.addWidget(self.ticks)
        lines.addStretch(1)
        self._timer = TypingPause(self)
        self._member_timer = TypingPause(self)

    def _build_member_note(self) -> QWidget:
        self._member_box = QWidget()
        self._member_caption = label("", "section", wrap=True)
        self.member_text = _text(3)
        self.member_text.setObjectName("memberNote")
        self.member_text.setAccessibleName(_("Note about the member"))
        self._member_warning = label("", "problem", wrap=True)
        self._member_warning.hide()
        self.member_done = button(_("Back to the roster"), "memberNoteDone", flat=True)
        lines = QVBoxLayout(self._member_box)
        lines.setContentsMargins(0, 0, 0, 6)
        lines.setSpacing(4)
        hint = label(
            _("Goes into this member's record alone. {key} goes back to the roster.").format(key=PageKey.LEAVE.shown),
            "hint",
            wrap=True,
        )
        for part in (self._member_caption, self.member_text, self._member_warning, hint, row(self.member_done, None)):
            lines.addWidget(part)
        self._member_box.hide()
        return self._member_box

    def _connect(self) -> None:
        for text in (self.shared, self.coping, self.concerns, self.plan):
            text.textChanged.connect(self._timer.touch)
        self.topic.textEdited.connect(self._timer.touch)
        self.objective.activated.connect(self._timer.touch)
        for tick in self._ticks.values():
            tick.toggled.connect(self._timer.touch)
        self._timer.due.connect(self.note_due)
        self._timer.paused.connect(self.note_paused)
        self.member_text.textChanged.connect(self._member_timer.touch)
        self._member_timer.due.connect(self.member_note_due)
        self._member_timer.paused.connect(self.member_note_paused)
        self.copy_plan.clicked.connect(self._copy_plan)
        self.member_done.clicked.connect(self.leave_member_note)

    # The group note

    def note(self) -> GroupNote:
        """The note as typed now."""
        return GroupNote(
            objective=self.objective.code(),
            topic=self.topic.text().strip(),
            activities=frozenset(activity for activity, tick in self._ticks.items() if tick.isChecked()),
            shared=self.shared.toPlainText(),
            coping=self.coping.toPlainText(),
            concerns=self.concerns.toPlainText(),
            plan=self.plan.toPlainText(),
        )

    def show_note(self, note: GroupNote, last_plan: str, author: NoteAuthor | None = None) -> None:
        """Show a note as the file has it, unless somebody is typing; and who changed it last, where that is asked."""
        if author is not None:
            told = _("Changed by {name} on {when}").format(name=author.name, when=short_datetime(author.at))
            self.author.setText(told)
        self.author.setVisible(author is not None)
        self._last_plan = last_plan
        self.copy_plan.setVisible(bool(last_plan))
        if self.has_unkept_note() or note == self.note():
            return
        self.objective.choose(note.objective)
        self.topic.setText(note.topic)
        for activity, tick in self._ticks.items():
            tick.setChecked(activity in note.activities)
        for editor, text in (
            (self.shared, note.shared),
            (self.coping, note.coping),
            (self.concerns, note.concerns),
            (self.plan, note.plan),
        ):
            if editor.toPlainText() != text:
                editor.setPlainText(text)
        self._timer.stop()
        self.warn_of_names_in_note(())

    def has_unkept_note(self) -> bool:
        """Whether something was typed and not yet kept."""
        return self._timer.is_waiting() or self._refused

    def note_offered(self) -> None:
        """What is typed is about to be kept; unless :meth:`note_kept` follows it was refused."""
        self._timer.kept()
        self._refused = True

    def note_kept(self) -> None:
        """What is typed is in the file now."""
        self._refused = False

    def unsaved(self) -> Sequence[str]:
        """What could not be kept, and waits to be put right or tried again."""
        return [_("Notes")] if self.has_unkept_note() or self.has_unkept_member_note() else []

    def set_frozen(self, frozen: bool) -> None:
        """Allow reading only, after signing."""
        for editor in (self.shared, self.coping, self.concerns, self.plan, self.topic, self.member_text):
            editor.setReadOnly(frozen)
        for choice in (self.objective, *self._ticks.values(), self.copy_plan):
            choice.setEnabled(not frozen)

    @Slot()
    def _copy_plan(self) -> None:
        there = self.plan.toPlainText().strip()
        self.plan.setPlainText(f"{there}\n{self._last_plan}".strip())
        self.plan.setFocus()

    # The member note

    def open_member_note(self, member: SheetRow) -> None:
        """Let the line about a member be written."""
        self._member_id = member.member_id
        name = member.name_latin or member.name_native
        self._member_caption.setText(_("About {name}").format(name=name))
        self.member_text.setPlainText(member.note)
        self._member_timer.stop()
        self._member_refused = False
        self.warn_of_names(())
        self._member_box.show()
        self.member_text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def member_note(self) -> tuple[int, str] | None:
        """Whose note is open and what is typed."""
        return None if self._member_id is None else (self._member_id, self.member_text.toPlainText())

    def has_unkept_member_note(self) -> bool:
        """Whether the open member note was typed into and not yet kept."""
        return self._member_id is not None and (self._member_timer.is_waiting() or self._member_refused)

    def member_note_offered(self) -> None:
        """The same of what is typed about the member; :meth:`member_note_kept` follows."""
        self._member_timer.kept()
        self._member_refused = True

    def member_note_kept(self) -> None:
        """What is typed about the member is in the file now."""
        self._member_refused = False

    def warn_of_names_in_note(self, names: Sequence[str]) -> None:
        """Warn that the note of the group names members; it is kept all the same."""
        text = _("This text names a member ({names}). Please write it without the name.")
        self.note_warning.setText(text.format(names=", ".join(names)) if names else "")
        self.note_warning.setVisible(bool(names))

    def warn_of_names(self, names: Sequence[str]) -> None:
        """Warn that a member note names other members; it is kept all the same."""
        text = _("This note names another member ({names}). Please write it without the name.")
        self._member_warning.setText(text.format(names=", ".join(names)) if names else "")
        self._member_warning.setVisible(bool(names))

    @Slot()
    def leave_member_note(self) -> None:
        """Close the member note, keeping what was typed; what cannot be kept stays where it can be put right."""
        if self._member_id is not None:
            self.member_note_due.emit()
        if self._member_refused:
            return
        self._member_timer.stop()
        self._member_id = None
        self._member_box.hide()
        self.member_note_left.emit()


def _text(lines: int) -> QPlainTextEdit:
    editor = text_edit()
    editor.setMinimumHeight(20 + 18 * lines)
    editor.setMaximumHeight(20 + 26 * lines)
    return editor


def _tick(activity: Activity) -> QCheckBox:
    tick = QCheckBox(words.of(activity))
    tick.setObjectName(f"activity-{activity}")
    tick.setAccessibleName(words.of(activity))
    return tick
