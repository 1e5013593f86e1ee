"""Right half of the Measures page: one member's sheet, keyed in question by question."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import Measured, trends
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.members.members import display_name
from peerdesk.domain.screens.measures import EntrySheet
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.measures import measures
from peerdesk.ui.measures.answer_bar import AnswerBar
from peerdesk.ui.measures.answer_table import ONE_KEY, AnswerTable
from peerdesk.ui.measures.answers_model import BEFORE_COLUMN, AnswerRow, AnswersModel
from peerdesk.ui.measures.head import SheetHead
from peerdesk.ui.messages import Messages
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, card, label, row, wide
from peerdesk.words import measures as scale_words
from peerdesk.words import measures as words

Draft = tuple[int, str]
"""A member and a scale's code."""


class EntryPanel(QWidget, HoldsTyping):
    """Every question with one key; answers wait here until Enter keeps them, also while other members are looked at."""

    kept = Signal(object)
    """The `EntrySheet` whose answers were kept."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: EntrySheet | None = None
        self._drafts: dict[Draft, Mapping[int, int]] = {}
        self._names: dict[Draft, str] = {}
        self._asked_again = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self._nobody = label("", "hint", wrap=True)
        self.head = SheetHead(self._context)
        self.day = self.head.day
        self.form = Form([self.head.day_field], self)
        self.model = AnswersModel(self)
        self.table = AnswerTable(self.model, "answers", _("Answers"))
        self._meanings = label("", "hint", wrap=True)
        self.bar = AnswerBar()
        self._score = label("", "counter", wrap=True)
        self._reference = label("", "hint", wrap=True)
        self._said = label("", "problem", wrap=True)
        self._keys = label("", "hint", wrap=True)
        self.keep_button = button(_("Keep and go on"), "keepAnswers", primary=True)
        self.remove_button = button(_("Remove these answers"), "removeAnswers", flat=True)
        self.undo_bar = UndoBar(self)
        self._inside = card(
            self.head,
            self.table,
            row(self.bar, wide(self._meanings)),
            self._score,
            self._reference,
            self._said,
            self.form.general,
            row(self.keep_button, wide(self._keys), self.remove_button, spacing=14),
            QWidget(),
            stretch=8,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self._nobody)
        lines.addWidget(self._inside, 1)
        lines.addStretch(0)
        self.show_nobody("")

    def _connect(self) -> None:
        self.table.answered.connect(self._on_answered)
        self.table.refused.connect(self._on_refused)
        self.table.keep_asked.connect(self.keep)
        self.table.row_chosen.connect(self._show_buttons)
        self.bar.chosen.connect(self._on_button)
        self.keep_button.clicked.connect(self.keep)
        self.remove_button.clicked.connect(self._on_remove)
        self.day.day_changed.connect(self._on_day)

    # Showing

    def begun(self) -> frozenset[Draft]:
        """Whose answers are keyed in and not kept yet."""
        return frozenset(self._drafts)

    def unsaved(self) -> Sequence[str]:
        return [self._names[draft] for draft in self._drafts]

    def show_nobody(self, hint: str) -> None:
        """Say what comes next, where no sheet is chosen."""
        self._sheet = None
        self._inside.hide()
        self._nobody.setText(hint)
        self._nobody.setVisible(bool(hint))

    def sheet_day(self) -> date:
        return self.day.day() or self._context.today()

    def load(self, member_id: int, scale: Scale) -> None:
        """Show a member's sheet of the day as the file has it now."""
        storage, actor = self._context.storage, self._context.actor
        self.show_sheet(measures.entry(storage, actor, member_id, scale.code, self.sheet_day()))

    def show_sheet(self, sheet: EntrySheet) -> None:
        """Show a sheet with what was keyed in before or is kept already."""
        another = self._sheet is None or self._draft(self._sheet) != self._draft(sheet)
        self._sheet = sheet
        self._nobody.hide()
        self._inside.show()
        if another:
            self._say("")
            self.form.clear()
        self._show_around(sheet)
        self._show_rows(sheet, begin=another)
        self._show_score()

    def focus_answers(self) -> None:
        """Put the cursor on the first question without an answer."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_around(self, sheet: EntrySheet) -> None:
        scale = sheet.scale
        self.head.show_sheet(sheet)
        meanings = " · ".join(f"{number} {text}" for number, text in scale_words.answers(scale).items())
        self._meanings.setText(meanings)
        self._reference.setText(scale_words.scale_reference(scale))
        self._reference.setVisible(bool(self._reference.text()))
        self._keys.setText(keys(scale))
        self.remove_button.setVisible(sheet.kept is not None)

    def _show_rows(self, sheet: EntrySheet, *, begin: bool) -> None:
        kept = sheet.kept.answers if sheet.kept else {}
        given = self._drafts.get(self._draft(sheet), kept)
        before = sheet.before.answers if sheet.before else {}
        place = self.table.currentIndex().row()
        self.model.set_rows(
            [
                AnswerRow(
                    item,
                    scale_words.question(sheet.scale, item),
                    given.get(item.place),
                    before.get(item.place),
                    self._meaning(given.get(item.place)),
                )
                for item in sheet.scale.items
            ]
        )
        self.table.setColumnHidden(BEFORE_COLUMN, not before)
        if sheet.before:
            self.model.set_before_heading(short_date(sheet.before.day))
        self.table.go_to(self._first_open() if begin else max(place, 0))

    def _first_open(self) -> int:
        return next((n for n, row_ in enumerate(self.model.rows()) if row_.value is None), 0)

    def _meaning(self, value: int | None) -> str:
        if self._sheet is None or value is None:
            return ""
        return scale_words.answers(self._sheet.scale).get(value, "")

    @Slot()
    def _show_buttons(self) -> None:
        """The answers of the question under the cursor, for the mouse."""
        current = self.table.current_row()
        values = range(current.item.lowest, current.item.highest + 1) if current else ()
        self.bar.show_answers([(value, self._meaning(value)) for value in values])

    def _show_score(self) -> None:
        text = score_lines(self._shown(), self.model.answers(), self.sheet_day())
        self._score.setText(text)
        self._score.setVisible(bool(text))

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self._asked_again = False

    def _shown(self) -> EntrySheet:
        assert self._sheet is not None, "a sheet is chosen wherever there is something to press"  # noqa: S101
        return self._sheet

    @staticmethod
    def _draft(sheet: EntrySheet) -> Draft:
        return sheet.member_id, sheet.scale.code

    # Keying in

    @Slot(int, object)
    def _on_answered(self, number: int, value: int | None) -> None:
        self._say("")
        self.model.set_answer(number, value, self._meaning(value))
        sheet = self._shown()
        draft = self._draft(sheet)
        self._drafts[draft] = self.model.answers()
        name = display_name(sheet.name_latin, sheet.name_native)
        self._names[draft] = f"{scale_words.scale_name(sheet.scale)} · {name}"
        self._show_score()

    @Slot(int)
    def _on_refused(self, number: int) -> None:
        item = self.model.rows()[number].item
        text = _("Question {number}: please type a number from {least} to {most}.")
        self._say(text.format(number=item.place, least=item.lowest, most=item.highest))

    @Slot(int)
    def _on_button(self, value: int) -> None:
        self.table.answer(value)
        self.table.go_on()
        self.focus_answers()

    @Slot()
    def _on_day(self) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                self.load(self._sheet.member_id, self._sheet.scale)

    @Slot()
    def keep(self) -> None:
        """Keep the sheet. Where questions are open the first Enter goes to them, the second keeps the rest."""
        if self._sheet is None:
            return
        sheet, answers, context = self._sheet, self.model.answers(), self._context
        open_questions = len(sheet.scale.items) - len(answers)
        if answers and open_questions and not self._asked_again:
            self._ask_again(open_questions)
            return
        with self.form.keeping(self._messages):
            measures.record(
                context.storage,
                context.actor,
                sheet.member_id,
                sheet.scale.code,
                self.day.required_day("day"),
                answers,
                today=context.today(),
            )
            self._drafts.pop(self._draft(sheet), None)
            self._say("")
            self.undo_bar.leave()
            self.kept.emit(sheet)

    def _ask_again(self, count: int) -> None:
        self._say(open_questions(count))
        self.table.go_to(self._first_open())
        self.focus_answers()
        self._asked_again = True

    @Slot()
    def _on_remove(self) -> None:
        sheet, context = self._shown(), self._context
        if sheet.kept is None:
            return
        with self._messages.reporting():
            self._drafts.pop(self._draft(sheet), None)
            binned = measures.remove(context.storage, context.actor, sheet.kept.id)
            name = display_name(sheet.name_latin, sheet.name_native)
            text = _("The answers of {name} on {day} were removed.").format(name=name, day=short_date(sheet.kept.day))
            offer_back(self.undo_bar, text, context, self._messages, binned)
            self.focus_answers()


def keys(scale: Scale) -> str:
    """How a sheet is keyed in, as a sentence; the keys depend on the largest answer of the scale."""
    highest = max(item.highest for item in scale.items)
    if highest < ONE_KEY:
        return _(
            "A digit answers and goes on. Backspace goes back, the space bar leaves a question open, Delete takes an"
            " answer out, Enter keeps the sheet and goes to the next member."
        )
    if highest == ONE_KEY:
        return _(
            "A digit answers and goes on, T is ten. Backspace goes back, the space bar leaves a question open, Delete"
            " takes an answer out, Enter keeps the sheet and goes to the next member."
        )
    return _(
        "Type the number; the space bar goes on. Backspace goes back, Delete takes an answer out, Enter keeps the sheet"
        " and goes to the next member."
    )


def score_lines(sheet: EntrySheet, answers: Mapping[int, int], day: date) -> str:
    """The score with its change, or the change of each question; how many are open where that hinders a score."""
    now = Measured(0, day, answers, "")
    parts: list[str] = []
    for trend in trends(sheet.scale, [*([sheet.before] if sheet.before else []), now]):
        if trend.latest is None or trend.latest[0] != day or not (sheet.scale.summed or trend.change):
            continue
        named = _("{name}: {value}").format(
            name=words.trend_name(sheet.scale, trend), value=words.out_of(trend.latest[1], trend)
        )
        parts.append(" · ".join(filter(None, (named, words.change(trend.change)))))
    missing = len(sheet.scale.items) - len(answers)
    if sheet.scale.summed and missing:
        parts.append(
            ngettext(
                "The score comes with the last answer; {count} question is open.",
                "The score comes with the last answer; {count} questions are open.",
                missing,
            ).format(count=missing)
        )
    return "\n".join(parts)


def open_questions(count: int) -> str:
    """Asks whether a sheet is to be kept although questions are open."""
    text = ngettext(
        "{count} question has no answer. Enter once more keeps the sheet as it is.",
        "{count} questions have no answer. Enter once more keeps the sheet as it is.",
        count,
    )
    return text.format(count=count)
