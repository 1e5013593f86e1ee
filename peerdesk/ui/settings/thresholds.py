"""Settings: the programme's own numbers, each with the rule it stands for, and when people are followed up."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.follow_ups import USUAL_SCHEDULE, ScheduleStep, StepUnit
from peerdesk.domain.care.thresholds import LEAST, MOST, NUMBERS, HelpLinesCheck, Thresholds, help_lines_are_due
from peerdesk.domain.dates import short_date
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services.care import thresholds
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import button, card, column, label, offer, row, scrolled, text_edit, wide

_HELP_HEIGHT = 76
_SPIN_WIDTH = 90


class ThresholdsTab(QWidget, HoldsTyping):
    """The coordinator changes them, everybody reads them."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._kept: tuple[Thresholds, Sequence[ScheduleStep]] = Thresholds(), ()
        self._shown: tuple[object, ...] | None = None
        self._build()
        self.save_button.clicked.connect(self._save)
        self.usual_button.clicked.connect(self._show_usual)
        self.undo_button.clicked.connect(self._show_again)
        self.right_button.clicked.connect(self._on_right)

    def _build(self) -> None:
        self.numbers = {name: CalmSpin() for name in NUMBERS}
        self.help_lines = text_edit(_HELP_HEIGHT)
        self.schedule = {unit: DigitsEdit() for unit in StepUnit}
        for name, spin in self.numbers.items():
            spin.setRange(LEAST[name], MOST[name])
            spin.setMaximumWidth(_SPIN_WIDTH)
        editors: dict[str, QWidget] = {
            **self.numbers,
            "help_lines": self.help_lines,
            **{unit.value: line for unit, line in self.schedule.items()},
        }
        texts = _texts()
        fields = [Field(texts[name][0], editor, name, hint=texts[name][1]) for name, editor in editors.items()]
        self.form = Form(fields, self)
        self.save_button = button(_("Save"), "programmeSave", primary=True)
        self.usual_button = button(_("The usual numbers"), "programmeUsual")
        self.undo_button = button(_("Undo the changes"), "programmeUndo", flat=True)
        self.checked = label("", "hint", wrap=True)
        self.right_button = button(_("They are right"), "helpLinesRight", icon="check")
        self._buttons = row(self.save_button, self.usual_button, self.undo_button, None)
        self._only = label(_("Only the project coordinator can change this."), "hint", wrap=True)
        self._let_change(may=self._context.actor.may(Permission.CHANGE_SETTINGS))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(8)
        self._area = scrolled(column(card(self._grid(fields, texts)), None), "programmeScroll")
        lines.addWidget(self._area, 1)
        lines.addWidget(self.form.general)
        lines.addWidget(self._only)
        lines.addWidget(self._buttons)

    def _grid(self, fields: Sequence[Field], texts: dict[str, tuple[str, str]]) -> QWidget:
        """Two columns: a field, and below it the sentence that says what it does."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for place, field in enumerate(fields):
            check = [row(wide(self.checked), self.right_button)] if field.name == "help_lines" else []
            part = column(field, label(texts[field.name][1], "hint", wrap=True), *check, None, spacing=2)
            grid.addWidget(part, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return inside

    def _let_change(self, *, may: bool) -> None:
        for editor in self.numbers.values():
            editor.setEnabled(may)
        for line in self.schedule.values():
            line.setReadOnly(not may)
        self.help_lines.setReadOnly(not may)
        offer(self._buttons, allowed=may)
        offer(self.right_button, allowed=may)
        offer(self._only, allowed=not may)

    def show_thresholds(self, numbers: Thresholds, steps: Sequence[ScheduleStep], check: HelpLinesCheck | None) -> None:
        """Show what is kept, unless somebody is in the middle of changing it."""
        self.checked.setText(_checked(check, self._context.today()))
        self._kept = numbers, steps
        if not self.unsaved():
            self._show_kept()

    def unsaved(self) -> Sequence[str]:
        touched = self._shown is not None and self._typed() != self._shown
        return [_("Programme")] if touched else []

    def _show_kept(self) -> None:
        self._show(*self._kept)
        self._shown = self._typed()

    def _show(self, numbers: Thresholds, steps: Sequence[ScheduleStep]) -> None:
        for name, spin in self.numbers.items():
            spin.setValue(getattr(numbers, name))
        self.help_lines.setPlainText(numbers.help_lines)
        for unit, line in self.schedule.items():
            line.setText(", ".join(str(step.count) for step in steps if step.unit is unit))

    def _typed(self) -> tuple[object, ...]:
        """What stands in the fields, to be compared."""
        numbers = (spin.value() for spin in self.numbers.values())
        return (*numbers, *(line.text() for line in self.schedule.values()), self.help_lines.toPlainText())

    def _thresholds(self) -> Thresholds:
        numbers = {name: spin.value() for name, spin in self.numbers.items()}
        return Thresholds(**numbers, help_lines=self.help_lines.toPlainText().strip())

    def _steps(self) -> list[ScheduleStep]:
        """The steps as typed, ``7, 15, 30``.

        Raises:
            InvalidInput: if something in a line is no number.
        """
        found: list[ScheduleStep] = []
        problems: list[Problem] = []
        for unit, line in self.schedule.items():
            for typed in line.text().replace(",", " ").split():
                if typed.isdecimal():
                    found.append(ScheduleStep(unit, int(typed)))
                else:
                    problems.append(Problem(unit.value, "steps-wrong", {"value": typed}))
        if problems:
            raise InvalidInput(problems)
        return found

    def show_help_lines(self) -> None:
        """Bring the help lines into sight, with the cursor in them."""
        self._area.ensureWidgetVisible(self.right_button)
        self.help_lines.setFocus()

    @Slot()
    def _on_right(self) -> None:
        with self._messages.reporting():
            thresholds.check_help_lines(self._context.storage, self._context.actor)
            self._messages.say(_("The help lines are noted as right. You will be asked again in a year."))

    @Slot()
    def _show_usual(self) -> None:
        """Fill in what a new file has; nothing is kept before Save."""
        self._show(Thresholds(help_lines=self.help_lines.toPlainText()), USUAL_SCHEDULE)

    @Slot()
    def _show_again(self) -> None:
        self.form.clear()
        self._show_kept()

    @Slot()
    def _save(self) -> None:
        storage, actor = self._context.storage, self._context.actor
        with self.form.keeping(self._messages):
            thresholds.change(storage, actor, self._thresholds(), self._steps())
            self._show_kept()  # the announcement has brought it
            self._messages.say(_("The programme's numbers have been saved. Follow-ups already planned stay."))


def _checked(check: HelpLinesCheck | None, today: date) -> str:
    """When they were found right; once a year the coordinator is asked to call them."""
    ask = _("Numbers change. Please call each of them once a year.")
    if check is None:
        return ask
    text = _("Checked on {day} by {name}.").format(day=short_date(check.day), name=check.by)
    return f"{text} {ask}" if help_lines_are_due(check.day, today) else text


def _texts() -> dict[str, tuple[str, str]]:
    """What each field is called, and the rule it stands for."""
    return {
        "absences_daily": (
            _("Absences running, daily groups"),
            _("So many absences running in a group that meets on four or more days a week call for contact."),
        ),
        "absences_weekly": (
            _("Absences running, other groups"),
            _("The same in a group that meets less often. A group may have a number of its own."),
        ),
        "halved_least": (
            _("Sessions for a comparison"),
            _(
                "Attendance has halved when the last two weeks are compared with the two before; "
                "each needs so many sessions that count."
            ),
        ),
        "no_contact_days": (
            _("Days without any contact"),
            _("Who does not live in the centre is missed after so many days without a session, call, visit or mentor."),
        ),
        "group_alone_days": (
            _("Days without a talk alone"),
            _("Who comes to groups should also be spoken with alone at least once in so many days."),
        ),
        "no_group_days": (
            _("Days without a group"),
            _("After so many days in the programme everybody should belong to a group."),
        ),
        "stalled_days": (
            _("Days without touch between mentor and member"),
            _("A mentoring pair that has had no contact for so many days is shown as having lost touch."),
        ),
        "mentor_days": (
            _("Days in recovery of a mentor"),
            _("Who has been in recovery for so many days may become a mentor; the counsellor can decide otherwise."),
        ),
        "mentor_load": (
            _("Members of one mentor"),
            _("So many members one mentor accompanies at a time, unless the mentor wishes fewer."),
        ),
        "retention_years": (
            _("Years that a record is kept"),
            _(
                "After the last entry about a member, of who was a minor then at least until they are 21. "
                "Nothing is erased by itself."
            ),
        ),
        "help_lines": (
            _("Help lines, one per line"),
            _("Telephone numbers beside a safety note, and printed with the sheets for counsellors and mentors."),
        ),
        StepUnit.DAYS.value: (
            _("Follow-ups, days after the discharge"),
            _("Every discharge plans a follow-up after each of these numbers of days, for example 7, 15, 30."),
        ),
        StepUnit.MONTHS.value: (
            _("Follow-ups, months after the discharge"),
            _("And after each of these numbers of months, for example 2, 3, 6, 12. The usual schedule ends with 24."),
        ),
    }
