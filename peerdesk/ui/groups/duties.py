"""The life of a group on its page: the duties it shares, and, for counsellors, what had to be settled."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.incidents import IncidentRow
from peerdesk.domain.screens.groups import GroupView
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import duties
from peerdesk.ui.groups.incidents import About, IncidentLines, IncidentPanel
from peerdesk.ui.keys import PageKey
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import button, label, offer, row

_IN_A_ROW = 3


class GroupLifeSection(QWidget):
    """Shown with :meth:`show_view` for the group that is looked at, and again when its life changes."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._group_id = 0
        self._shared: Sequence[Duty] = ()
        self._rows: Sequence[IncidentRow] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        may_change = self._context.actor.may(Permission.MANAGE_GROUPS)
        self.boxes: dict[Duty, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        for place, duty in enumerate(Duty):
            box = QCheckBox(words.of(duty))
            box.setObjectName(f"shares-{duty.value}")
            box.setAccessibleName(words.of(duty))
            box.setEnabled(may_change)
            self.boxes[duty] = box
            grid.addWidget(box, place // _IN_A_ROW, place % _IN_A_ROW)
        hint = label(_("Shared by turn. Whose turn it is stands on the session’s screen."), "hint", wrap=True)
        self.open_button = button(_("Incident…"), "groupIncidentOpen", flat=True)
        self.undo_bar = UndoBar(self)
        self.panel = IncidentPanel(self._context, self._messages, self.undo_bar)
        self.lines = IncidentLines()
        self._incidents = QWidget()
        inside = QVBoxLayout(self._incidents)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(4)
        for part in (row(label(_("Incidents"), "section"), None, self.open_button), self.panel, self.lines):
            inside.addWidget(part)
        offer(self._incidents, allowed=self._context.actor.may(Permission.KEEP_INCIDENTS))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(label(_("Duties"), "section"))
        lines.addWidget(hint)
        lines.addLayout(grid)
        lines.addWidget(self._incidents)

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.clicked.connect(self._keep_duties)
        self.open_button.clicked.connect(self._on_open)
        self.lines.change_asked.connect(self._on_change)
        self.panel.done.connect(self._close)
        PageKey.LEAVE.listen(self.panel, self._close)

    def show_view(self, view: GroupView) -> None:
        if view.group.id != self._group_id:
            self.panel.hide()
            self.undo_bar.leave()
        self._group_id, self._shared = view.group.id, view.duties
        for duty, box in self.boxes.items():
            box.setChecked(duty in view.duties)
        self._rows = view.incidents
        self.lines.show_incidents(self._rows, _("Nothing had to be settled. What happens is written down here."))

    @Slot()
    def _keep_duties(self) -> None:
        chosen = [duty for duty, box in self.boxes.items() if box.isChecked()]
        group_id, before, names = self._group_id, tuple(self._shared), [words.of(duty) for duty in chosen]
        with self._messages.reporting():
            duties.set_duties(self._context.storage, self._context.actor, group_id, chosen)
            text = _("Shared by turn: {duties}").format(duties=", ".join(names) or "–")
            self.undo_bar.offer(text, partial(self._share, group_id, before))

    def _share(self, group_id: int, before: Sequence[Duty]) -> None:
        with self._messages.reporting():
            duties.set_duties(self._context.storage, self._context.actor, group_id, before)

    @Slot()
    def _on_open(self) -> None:
        self.panel.open_for(About(self._group_id, self._context.today()))

    @Slot(int)
    def _on_change(self, incident_id: int) -> None:
        found = next((one for one in self._rows if one.id == incident_id), None)
        if found is not None:
            self.panel.open_for(About(found.group_id, found.day, found.session_id, found))

    @Slot()
    def _close(self) -> None:
        self.panel.hide()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
