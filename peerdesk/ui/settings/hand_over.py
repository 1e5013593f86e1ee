"""Handing members over: whom one of the staff answers for, or nobody does, to somebody else from a day on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot

from peerdesk.context import AppContext
from peerdesk.domain.centre import StaffRow
from peerdesk.domain.members.key_counsellors import Answered, HandedOver
from peerdesk.domain.members.members import number_text
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.services.members import key_counsellors
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.staff_panels import NOBODY, StaffPanel, takers
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.choice import OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.tables.check_list import CheckTable
from peerdesk.ui.widgets.tables.checked_rows_model import CheckedRowsModel
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column

_HEIGHT = 220


class HandOverPanel(StaffPanel):
    """From whom, which members, to whom, from which day."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "handOver", _("Hand over members"), _("Hand over"))
        self.done: Sequence[HandedOver] = ()
        self._staff: Sequence[StaffRow] = ()
        self.giver: OneOf[int] = OneOf()
        self.taker: OneOf[int] = OneOf()
        self.from_day = DayEdit()
        self.model: CheckedRowsModel[Answered] = CheckedRowsModel(
            [
                Column(_("Member"), _name),
                Column(pgettext("column", "No."), _number, key=_by_number),
            ],
            _id,
            self,
        )
        self.table = CheckTable(self.model, "handOverMembers", _("Members"))
        self.table.setFixedHeight(_HEIGHT)
        self.table.share_width(Widths((0, 60), least={0: NAME_WIDTH}))
        self.count = label("", "hint", wrap=True)
        self.all_button = button(_("Tick all or none"), "handOverAll", flat=True)
        giver = Field(_("Who answers for them now"), self.giver, "giver")
        members = Field(_("Members"), self.table, "members")
        taker = Field(_("Who is to answer for them"), self.taker, "counsellor")
        day = Field(_("From"), self.from_day, "from_day")
        self.take_fields(
            (giver, members, taker, day), (giver, members, row(self.count, None, self.all_button), taker, day)
        )
        self.giver.currentIndexChanged.connect(self._show_members)
        self.model.ticks_changed.connect(self._show_count)
        self.all_button.clicked.connect(self.model.tick_all)

    def start(self, staff: Sequence[StaffRow], giver: int) -> None:
        """Begin with the members of one of the staff, or of nobody (`NOBODY`), all of them ticked."""
        self.put_aside()
        self._staff = [one for one in staff if one.answers_for]
        named = [(one.id, _("{name}: {count}").format(name=one.name, count=one.answers_for)) for one in self._staff]
        self.giver.set_options([*named, (NOBODY, _("Nobody yet"))])
        self.giver.choose(giver if any(one.id == giver for one in self._staff) else NOBODY)
        self.from_day.set_day(self._context.today())
        self._show_members()
        self.filled()
        self.show()
        self.giver.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        taker, day = self.taker.chosen(), self.from_day.required_day("from_day")
        if taker is None:
            raise InvalidInput([Problem("counsellor", "key-counsellor-missing")])
        context = self._context
        self.done = key_counsellors.hand_over(
            context.storage,
            context.actor,
            list(self.model.ticked()),
            None if taker == NOBODY else taker,
            day,
            today=context.today(),
        )

    @Slot()
    def _show_members(self) -> None:
        giver = self.giver.chosen()
        with self._messages.reporting():
            who = None if giver in (None, NOBODY) else giver
            found = key_counsellors.members_of(self._context.storage, self._context.actor, who)
            self.model.set_rows(found.members)
            self.model.tick([member.member_id for member in found.members])
            self.taker.set_options(takers(found.candidates, nobody=who is not None))
            self._show_count()

    @Slot()
    def _show_count(self) -> None:
        ticked, there = len(self.model.ticked()), self.model.rowCount()
        text = ngettext("{ticked} of {count} member", "{ticked} of {count} members", there)
        self.count.setText(text.format(ticked=ticked, count=there))


def _id(member: Answered) -> int:
    return member.member_id


def _name(member: Answered) -> str:
    return member.name


def _number(member: Answered) -> str:
    return number_text(member.number)


def _by_number(member: Answered) -> int:
    return member.number
