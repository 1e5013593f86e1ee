"""Writing an incident down, in the session or on the group's page; for counsellors alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind, IncidentRow
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import incidents
from peerdesk.ui.keys import PageKey
from peerdesk.ui.messages import Messages
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.autosave import TypingPause
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.typed import Typing
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, clear_layout, column, label, row, text_edit


@dataclass(frozen=True)
class About:
    """What an incident is written down about: a group, perhaps a session of it, perhaps an earlier entry."""

    group_id: int
    day: date
    session_id: int | None = None
    incident: IncidentRow | None = None


_HEIGHT = 64


class IncidentPanel(QWidget, HoldsTyping):
    """The form. It warns when a member is named; what was typed stays until it is kept."""

    done = Signal()

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self._about: About | None = None
        self._typing = Typing(self)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.day = DayEdit()
        self.kind: Choice[IncidentKind] = Choice(IncidentKind)
        self.what, self.agreed = text_edit(_HEIGHT), text_edit(_HEIGHT)
        self._day_field = Field(_("Day"), self.day, "day")
        kind = Field(_("What it was about"), self.kind, "kind")
        what = Field(_("What happened, in neutral words"), self.what, "what")
        agreed = Field(_("What was agreed"), self.agreed, "agreed")
        self.form = Form([self._day_field, kind, what, agreed], self)
        self.warning = label("", "problem", wrap=True)
        self.warning.hide()
        self.keep_button = button(_("Keep the incident"), "incidentKeep", primary=True)
        self.close_button = button(_("Close"), "incidentClose", flat=True)
        self.remove_button = button(_("Remove"), "incidentRemove", flat=True)
        hint = label(_("For counsellors alone. Please name nobody: write “a member”."), "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 6, 0, 0)
        lines.setSpacing(6)
        for part in (label(_("Incident"), "section"), hint, self._day_field, kind, what, agreed, self.warning):
            lines.addWidget(part)
        lines.addWidget(self.form.general)
        lines.addWidget(row(self.keep_button, self.close_button, None, self.remove_button))

    def _connect(self) -> None:
        self._pause = TypingPause(self)
        for editor in (self.what, self.agreed):
            editor.textChanged.connect(self._pause.touch)
        self._pause.paused.connect(self._warn)
        self.keep_button.clicked.connect(self._keep)
        self.close_button.clicked.connect(self.done)
        self.remove_button.clicked.connect(self._remove)
        PageKey.KEEP.listen(self, self._keep)

    def open_for(self, about: About) -> None:
        """Begin; where it was left about the same, go on with what was typed."""
        if about != self._about:
            self._typing.put_aside()
            self._about = about
            before = about.incident
            self.form.clear()
            self.day.set_day(before.day if before else about.day)
            self.kind.choose(before.kind if before else None)
            self.what.setPlainText(before.what if before else "")
            self.agreed.setPlainText(before.agreed if before else "")
            self._typing.begin(about, short_date(before.day if before else about.day))
            self._pause.stop()
            self.warning.hide()
        self._day_field.setVisible(about.session_id is None)
        self.remove_button.setVisible(about.incident is not None)
        self.show()
        (self.agreed if about.incident else self.kind).setFocus(Qt.FocusReason.OtherFocusReason)

    def about(self) -> About | None:
        """What is being written down, once it was begun and not kept yet."""
        return self._about

    def unsaved(self) -> Sequence[str]:
        return [_("Incident") + f" · {day}" for day in self._typing.unsaved()]

    @Slot()
    def _warn(self) -> None:
        about, day = self._about, self.day.day()
        if about is None or day is None:
            return
        text = f"{self.what.toPlainText()} {self.agreed.toPlainText()}"
        with self._messages.reporting():
            named = incidents.names_in(self._context.storage, self._context.actor, about.group_id, day, text)
            self.warning.setText(
                _("This text names a member ({names}). Please write it without the name.").format(
                    names=", ".join(named)
                )
            )
            self.warning.setVisible(bool(named))

    @Slot()
    def _keep(self) -> None:
        about = self._about
        if about is None:
            return
        with self.form.keeping(self._messages):
            self._write(about)
            self._about = None
            self._typing.end()
            self.done.emit()

    def _write(self, about: About) -> None:
        storage, actor, today = self._context.storage, self._context.actor, self._context.today()
        details = IncidentDetails(
            day=self.day.required_day("day"),
            kind=self.kind.code(),
            what=self.what.toPlainText(),
            agreed=self.agreed.toPlainText(),
            session_id=about.session_id,
        )
        before = about.incident
        if before is None:
            kept = incidents.add(storage, actor, about.group_id, details, today=today)
            self._undo_bar.offer(_("The incident is written down."), partial(self._take_away, kept))
            return
        incidents.change(storage, actor, before.id, details, today=today)
        if _details(before) != details:
            self._undo_bar.offer(_("The incident is changed."), partial(self._change_back, before))

    @Slot()
    def _remove(self) -> None:
        about = self._about
        if about is None or about.incident is None:
            return
        with self._messages.reporting():
            binned = incidents.remove(self._context.storage, self._context.actor, about.incident.id)
            self._about = None
            self._typing.end()
            self.done.emit()
            offer_back(self._undo_bar, _("The incident is removed."), self._context, self._messages, binned)

    def _take_away(self, incident_id: int) -> None:
        with self._messages.reporting():
            incidents.remove(self._context.storage, self._context.actor, incident_id)

    def _change_back(self, before: IncidentRow) -> None:
        context = self._context
        with self._messages.reporting():
            incidents.change(context.storage, context.actor, before.id, _details(before), today=context.today())


def _details(kept: IncidentRow) -> IncidentDetails:
    return IncidentDetails(kept.day, kept.kind, kept.what, kept.agreed, kept.session_id)


class IncidentLines(QWidget):
    """Incidents below each other, each with a button to change it."""

    change_asked = Signal(int)
    """The incident's id."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("incidents")
        self.setAccessibleName(_("Incidents"))
        self._shown: Sequence[IncidentRow] | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)

    def show_incidents(self, rows: Sequence[IncidentRow], nothing: str = "") -> None:
        """Replace the lines; ``nothing`` stands there where there are none."""
        if rows == self._shown:
            return
        self._shown = rows
        clear_layout(self)
        for found in rows:
            self._lines.addWidget(self._line(found))
        if not rows and nothing:
            self._lines.addWidget(label(nothing, "hint", wrap=True))

    def _line(self, found: IncidentRow) -> QWidget:
        change = button(_("Change"), f"incidentChange-{found.id}", flat=True)
        change.setProperty("id", found.id)
        head = _("{day} · {kind}").format(day=short_date(found.day), kind=words.of(found.kind))
        change.setAccessibleName(_("Change the incident of {day}").format(day=short_date(found.day)))
        change.clicked.connect(self._on_change)
        parts = [label(found.what, "incidentText", wrap=True)]
        if found.agreed:
            parts.append(label(_("Agreed: {text}").format(text=found.agreed), "incidentText", wrap=True))
        written = label(_("written down by {name}").format(name=found.by), "hint", wrap=True)
        return column(row(label(head, "fieldLabel"), None, change), *parts, written, spacing=0)

    @Slot()
    def _on_change(self) -> None:
        self.change_asked.emit(self.sender().property("id"))
