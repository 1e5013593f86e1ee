"""How long a member's record is kept, on the member's page: a hold is set and lifted, and the record erased."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.retention import Hold, KeptFor
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import retention
from peerdesk.ui.keeping.panels import ErasePanel, HoldPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, column, flow, label


class KeepingSection(QWidget):
    """Seen by the coordinator alone."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.hold_button = button(_("Set a hold"), "holdRecord", flat=True)
        self.lift_button = button(_("Lift the hold"), "liftHold", flat=True)
        self.erase_button = button(_("Erase this record…"), "eraseRecord", flat=True)
        self.hold_panel = HoldPanel(self._context, self._messages)
        self.erase_panel = ErasePanel(self._context, self._messages)
        self._until = label("", "stay", wrap=True)
        self._holds = Lines("memberHolds", _("Holds"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("How long the record is kept")),
            self._until,
            self._holds,
            flow(self.hold_button, self.lift_button, self.erase_button),
            self.hold_panel,
            self.erase_panel,
        ):
            lines.addWidget(part)
        self.setVisible(self._context.actor.may(Permission.ERASE_MEMBERS))

    def _connect(self) -> None:
        self.hold_button.clicked.connect(self._on_hold)
        self.lift_button.clicked.connect(self._on_lift)
        self.erase_button.clicked.connect(self._on_erase)

    def show_member(self, member: MemberPage) -> None:
        """Show it as the file has it now; panels under way stay as they are."""
        self._member, keeping = member, member.keeping
        if keeping is None:
            return
        self._until.setText(_until(keeping, self._context.today()))
        self._holds.show_lines(map(_line, keeping.holds), "")
        self._holds.setVisible(bool(keeping.holds))
        self.hold_button.setVisible(keeping.hold is None)
        self.lift_button.setVisible(keeping.hold is not None)
        self.erase_button.setVisible(not keeping.is_open and keeping.hold is None)
        self.hold_panel.show_for(member)
        self.erase_panel.show_for(member)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_hold(self) -> None:
        self.erase_panel.shut()
        self.hold_panel.open_for(self._shown())
        self.panel_opened.emit(self.hold_panel)

    @Slot()
    def _on_erase(self) -> None:
        self.hold_panel.shut()
        self.erase_panel.open_for(self._shown())
        self.panel_opened.emit(self.erase_panel)

    @Slot()
    def _on_lift(self) -> None:
        context, keeping = self._context, self._shown().keeping
        if keeping is None or keeping.hold is None:
            return
        with self._messages.reporting():
            retention.lift_hold(context.storage, context.actor, keeping.hold.id, today=context.today())
            self._messages.say(_("The hold is lifted."))


def _until(keeping: KeptFor, today: date) -> str:
    if keeping.is_open:
        return _("The member is still here: the record is kept.")
    if keeping.hold is not None:
        return _("There is a hold on this record: it is kept until the hold is lifted.")
    if keeping.until is None:
        return _("Nothing was written about this member yet.")
    if keeping.until < today:
        return _("By the rule of the centre it was kept until {day}: it may be erased.").format(
            day=short_date(keeping.until)
        )
    return _("By the rule of the centre it is kept until {day}. Nothing is erased by itself.").format(
        day=short_date(keeping.until)
    )


def _line(hold: Hold) -> QWidget:
    since = _("Hold since {day}, set by {name}").format(day=short_date(hold.from_day), name=hold.by)
    told = [since] if hold.to_day is None else [since, _("lifted on {day}").format(day=short_date(hold.to_day))]
    return column(
        label(hold.why, "stay" if hold.to_day is None else "hint", wrap=True),
        label(" · ".join(told), "hint", wrap=True),
        spacing=0,
    )
