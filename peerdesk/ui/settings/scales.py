"""Settings: the scales that are asked, and those of the centre's own."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.scales import LARGEST, MOST_NAME, MOST_SOURCE, NewScale, Rhythm, Scale
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.services.measures import scales
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.parts import button, column, label, rename, row, scrolled, text_edit, wide
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.words.measures import scale_name

_PANEL = 372
_USUAL_HIGHEST = 10


class ScalePanel(InlinePanel):
    """Makes a scale of the centre's own. Its questions never change afterwards."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(messages, "scale", _("A scale of your own"), _("Add the scale"))
        self._context = context
        self.name, self.questions, self.source = QLineEdit(), text_edit(84), QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.source.setMaxLength(MOST_SOURCE)
        self.lowest, self.highest = _number(LARGEST - 1), _number(LARGEST)
        self.rhythm: Choice[Rhythm] = Choice(Rhythm, empty=False)
        self.summed = _box(_("The answers are added up to a score"), "summed")
        self.counsellors_only = _box(_("For counsellors only"), "counsellorsOnly")
        name = Field(_("Name"), self.name, "name")
        questions = Field(_("Questions, one on each line"), self.questions, "questions")
        lowest = Field(_("Lowest answer"), self.lowest, "lowest")
        highest = Field(_("Highest answer"), self.highest, "highest")
        rhythm = Field(_("How often"), self.rhythm, "rhythm")
        source = Field(_("Where it comes from, and who allows its use"), self.source, "source")
        hint = label(
            _("Please type in only questions that the centre may use: many scales need a licence."), "hint", wrap=True
        )
        self.take_fields(
            (name, questions, lowest, highest, rhythm, source),
            (
                name,
                questions,
                FieldGrid((lowest, highest), (rhythm,)),
                self.summed,
                self.counsellors_only,
                source,
                hint,
            ),
        )

    def start(self) -> None:
        """Begin with an empty form, or go on with what was typed."""
        self.put_aside()
        if self.form:
            self.form.clear()
        for line in (self.name, self.source):
            line.clear()
        self.questions.clear()
        self.lowest.setValue(0)
        self.highest.setValue(_USUAL_HIGHEST)
        self.rhythm.choose(Rhythm.WEEKLY)
        self.summed.setChecked(True)
        self.counsellors_only.setChecked(False)
        self.filled()
        self.show()
        self.begin()

    def keep(self) -> None:
        questions = (line.strip() for line in self.questions.toPlainText().splitlines())
        new = NewScale(
            name=self.name.text(),
            questions=tuple(line for line in questions if line),
            lowest=self.lowest.value(),
            highest=self.highest.value(),
            rhythm=self.rhythm.code() or Rhythm.WEEKLY,
            source=self.source.text(),
            summed=self.summed.isChecked(),
            counsellors_only=self.counsellors_only.isChecked(),
        )
        scales.add_scale(self._context.storage, self._context.actor, new)
        self._messages.say(_("{name} has been added.").format(name=new.name.strip()))


class ScalesTab(ListTab[Scale]):
    """All scales at the left, the form for another one at the right."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model = RowsModel[Scale](
            [
                Column(_("Scale"), scale_name),
                Column(_("Questions"), _questions, _by_questions, right=True),
                Column(_("How often"), _rhythm),
                Column(_("For"), _readers),
                Column(pgettext("scale", "State"), _state),
            ],
            self,
        )
        self.table = Table(self.model, "scales", _("Scales"))
        self.table.share_width(Widths((200, 92, 118, 132, 100), least={0: 160, 3: 100, 4: 80}, goes=(1, 3)))
        self.add_button = button(_("Add a scale"), "scaleAdd", primary=True, icon="plus")
        self.retire_button = button(_("Ask it no more"), "scaleRetire")
        self.panel = ScalePanel(self._context, self._messages)
        self.undo_bar = UndoBar(self)
        self.side = scrolled(column(self.panel, None), "scaleSide")
        self.side.setFixedWidth(_PANEL)
        self.side.hide()
        may = self._context.actor.may(Permission.CHANGE_SETTINGS)
        for only_coordinator in () if may else (self.add_button, self.retire_button):
            only_coordinator.hide()
        hint = label(
            _("A scale that was answered keeps its questions. To change them, ask it no more and make another."),
            "hint",
            wrap=True,
        )
        head = row(wide(hint), self.add_button, spacing=10)
        self.lay_out(head, buttons=row(self.retire_button, None), side=self.side)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.retire_button.clicked.connect(self._on_retire)
        self.panel.closed.connect(self.leave_side)

    def identity(self, row: Scale) -> str:
        return row.code

    def show_buttons(self) -> None:
        chosen = self.chosen()
        self.retire_button.setEnabled(chosen is not None and not chosen.built_in)
        again = chosen is not None and chosen.retired_on is not None
        rename(self.retire_button, _("Ask it again") if again else _("Ask it no more"))

    @Slot()
    def _on_add(self) -> None:
        self.side.show()
        self.panel.start()

    @Slot()
    def _on_retire(self) -> None:
        if (chosen := self.chosen()) is not None:
            text = _("{name} is asked no more. Its answers stay.").format(name=chosen.name)
            self.turn(partial(self._set_retired, chosen), retired=chosen.retired_on is not None, said=text)

    def _set_retired(self, scale: Scale, retired: bool) -> None:
        context = self._context
        with self._messages.reporting():
            scales.retire_scale(context.storage, context.actor, scale.code, today=context.today() if retired else None)


def _number(most: int) -> CalmSpin:
    made = CalmSpin()
    made.setRange(0, most)
    return made


def _box(text: str, name: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    return made


def _questions(scale: Scale) -> str:
    return str(len(scale.items))


def _by_questions(scale: Scale) -> int:
    return len(scale.items)


def _rhythm(scale: Scale) -> str:
    return words.of(scale.rhythm)


def _readers(scale: Scale) -> str:
    return _("Counsellors only") if scale.counsellors_only else _("All staff")


def _state(scale: Scale) -> str:
    if scale.retired_on:
        return _("asked until {day}").format(day=short_date(scale.retired_on))
    return _("comes with PeerDesk") if scale.built_in else _("your own")
