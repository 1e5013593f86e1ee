"""Settings: the log of what left the office."""

from datetime import timedelta

from PySide6.QtCore import Slot

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.disclosures import DisclosureLine
from peerdesk.i18n import gettext as _
from peerdesk.services import disclosures, staff
from peerdesk.ui.consents.left_office import for_whom, of_whom, what_left
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.choice import OneOf
from peerdesk.ui.widgets.parts import label, row
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table

EVERYBODY, EVER = 0, 0


class DisclosuresTab(ListTab[DisclosureLine]):
    """Newest first, of everybody or of one of the staff, over a span of days."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self.who: OneOf[int] = OneOf()
        self.span: OneOf[int] = OneOf()
        self.model = RowsModel[DisclosureLine](
            [
                Column(_("When"), _when, key=_moment),
                Column(_("Who"), _who),
                Column(_("How"), _how),
                Column(_("What"), what_left),
                Column(_("Of whom"), of_whom),
                Column(_("For whom"), for_whom),
                Column(_("Why"), _why),
            ],
            self,
        )
        self.table = Table(self.model, "disclosures", _("What left the office"))
        widths = (130, 130, 110, 0, 130, 120, 140)
        self.table.share_width(Widths(widths, least={0: 120, 1: NAME_WIDTH, 3: 220, 4: 100}, goes=(6, 5, 2)))
        self._nothing = label("", "hint", wrap=True)
        hint = label(
            _(
                "Every print, PDF and backup, and every list that was copied, stands here, and nobody can change it. "
                "On a member's page stands what was about that member."
            ),
            "hint",
            wrap=True,
        )
        chosen = row(Field(_("Who"), self.who, "disclosureWho"), Field(_("Since"), self.span, "disclosureSpan"), None)
        self.lay_out(hint, chosen, buttons=self._nothing)
        self.span.set_options(
            [
                (7, _("The last 7 days")),
                (31, _("The last 31 days")),
                (92, _("The last 3 months")),
                (366, _("The last year")),
                (EVER, _("Since the beginning")),
            ]
        )
        self.span.choose(31)
        for box in (self.who, self.span):
            box.currentIndexChanged.connect(self._read)

    def refresh(self) -> None:
        """Show the log as the file has it now."""
        context = self._context
        with self._messages.reporting():
            people = [(each.id, each.name) for each in staff.everybody(context.storage, context.actor)]
            self.who.set_options([(EVERYBODY, _("Everybody")), *people])
            if self.who.chosen() is None:
                self.who.choose(EVERYBODY)
        self._read()

    def identity(self, row: DisclosureLine) -> int:
        return row.id

    def show_buttons(self) -> None:
        """Nothing can be done with a line."""

    @Slot()
    def _read(self) -> None:
        days, who, context = self.span.chosen(), self.who.chosen(), self._context
        first = context.today() - timedelta(days) if days else None
        with self._messages.reporting():
            self.show_rows(disclosures.everything(context.storage, context.actor, first=first, staff_id=who or None))
        self._nothing.setText("" if self.model.rowCount() else _("Nothing left the office in these days."))


def _when(line: DisclosureLine) -> str:
    return short_datetime(line.at)


def _moment(line: DisclosureLine) -> float:
    return line.at.timestamp()


def _who(line: DisclosureLine) -> str:
    return line.staff


def _how(line: DisclosureLine) -> str:
    return words.of(line.by)


def _why(line: DisclosureLine) -> str:
    return line.why
