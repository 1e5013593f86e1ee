"""Whose sheet is keyed in, of which scale, of which day."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.measures import EntrySheet
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, row
from peerdesk.words import measures as words

_DAY_WIDTH = 176


class SheetHead(QWidget):
    """Name, scale, day; the scale's opening words, and that a translation is no official one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._today = context.today()
        self.day = DayEdit(self._today)
        self.day_field = Field(_("Day of the sheet"), self.day, "day")
        self.day_field.setFixedWidth(_DAY_WIDTH)
        self._name = label("", "section", wrap=True)
        self._title = label("", "hint", wrap=True)
        self._entered = label("", "hint", wrap=True)
        self._stem = label("", "scaleStem", wrap=True)
        self._own_translation = label("", "hint", wrap=True)
        who = QWidget()
        names = QVBoxLayout(who)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2)
        for part in (self._name, self._title, self._entered):
            names.addWidget(part)
        names.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(row(who, self.day_field))
        lines.addWidget(self._stem)
        lines.addWidget(self._own_translation)

    def show_sheet(self, sheet: EntrySheet) -> None:
        names = (sheet.name_latin, sheet.name_native, number_text(sheet.number))
        self._name.setText(" · ".join(filter(None, names)))
        self._title.setText(words.scale_title(sheet.scale))
        entered = ""
        if sheet.kept:
            entered = _("Entered already on this day by {name}; what is kept now corrects it.")
            entered = entered.format(name=sheet.kept.by)
        for shown, text in (
            (self._entered, entered),
            (self._stem, words.scale_stem(sheet.scale)),
            (self._own_translation, words.own_translation(sheet.scale)),
        ):
            shown.setText(text)
            shown.setVisible(bool(text))

    def follow_today(self) -> None:
        """A window left open over night begins the new day, unless another day was chosen."""
        if self.day.day() == self._today and self._context.today() != self._today:
            self.day.set_day(self._context.today())
        self._today = self._context.today()
