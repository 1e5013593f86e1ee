"""What a report is asked for: the choices that matter to it, and no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import parse_date
from peerdesk.domain.registers import Choices, Names
from peerdesk.errors import InvalidInput
from peerdesk.i18n import LANGUAGES, language
from peerdesk.i18n import gettext as _
from peerdesk.ui.pages.report_meeting import MeetingChoice
from peerdesk.ui.pages.report_member import MemberChoice
from peerdesk.ui.pages.report_period import WEEKS_AND_MONTHS, PeriodFields, Span
from peerdesk.ui.pages.report_scale import ScaleChoice
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.field_grid import FieldGrid
from peerdesk.ui.widgets.fields import Field


@dataclass(frozen=True, slots=True)
class Asks:
    """Which choices matter to a report."""

    spans: tuple[Span, ...] = ()
    group: bool = False
    session: bool = False
    member: bool = False
    blank: bool = False
    scale: bool = False


ASKS: Mapping[str, Asks] = {
    "attendance-register": Asks(WEEKS_AND_MONTHS, group=True, blank=True),
    "sign-in-sheet": Asks(group=True, session=True),
    "weekly-report": Asks(WEEKS_AND_MONTHS),
    "progress-report": Asks((Span.STAY, *WEEKS_AND_MONTHS), member=True),
    "milestones": Asks((Span.THIS_WEEK, Span.LAST_WEEK, Span.THIS_MONTH, Span.LAST_MONTH, Span.OTHER)),
    "milestone-certificate": Asks((Span.LATEST, *WEEKS_AND_MONTHS), member=True),
    "measure-sheet": Asks(scale=True),
    "presence-sheet": Asks((Span.THIS_WEEK, Span.LAST_WEEK, Span.OTHER), blank=True),
    "call-sheet": Asks((Span.THIS_WEEK, Span.LAST_WEEK, Span.THIS_MONTH, Span.LAST_MONTH, Span.OTHER)),
    "mentor-log": Asks(member=True),
}
"""By the names of the catalogue; a test compares the two."""


class ReportChoices(QWidget):
    """The choices of one report at a time. What several reports ask for keeps its choice from one to the next."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asks = Asks()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.member = MemberChoice(self._context)
        self.meeting = MeetingChoice(self._context)
        self.scale = ScaleChoice(self._context)
        self.period = PeriodFields(self._context.today())
        self.names: Choice[Names] = Choice(Names, empty=False)
        self.language_box = QComboBox()
        for code, name in LANGUAGES.items():
            self.language_box.addItem(name, code)
        self.blank = QCheckBox(_("Blank, to be filled in by hand"))
        self.blank.setObjectName("blank")
        self.blank.setAccessibleName(self.blank.text())
        look = FieldGrid(
            (Field(_("Names"), self.names, "names"),), (Field(_("Language"), self.language_box, "language"),)
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        for part in (self.member, self.meeting, self.scale, self.period, look, self.blank):
            lines.addWidget(part)
        self._choose_language(language())

    def _connect(self) -> None:
        for part in (self.member, self.meeting, self.scale, self.period):
            part.changed.connect(self.changed)
        for box in (self.names, self.language_box):
            box.currentIndexChanged.connect(self.changed)
        self.blank.toggled.connect(self.changed)

    def ask(self, name: str, remembered: Mapping[str, Any], names: Names) -> None:
        """Ask what a report needs, beginning with what was chosen for it the last time. Announces nothing."""
        with QSignalBlocker(self):
            self._asks = ASKS[name]
            self.member.setVisible(self._asks.member)
            self.meeting.setVisible(self._asks.group)
            self.scale.setVisible(self._asks.scale)
            self.period.setVisible(bool(self._asks.spans))
            self.blank.setVisible(self._asks.blank)
            if self._asks.spans:
                self.period.offer(self._asks.spans)
            self.meeting.ask(session=self._asks.session)
            self.show_problems(None)
            self.names.choose(names)
            self._recall(remembered)

    def refresh(self) -> None:
        """Offer what the file holds now, announcing nothing."""
        with QSignalBlocker(self):
            self.period.set_today(self._context.today())
            self.meeting.refresh()
            self.member.refresh()
            self.scale.refresh()

    def take(self, choices: Choices) -> None:
        """Choose what somebody elsewhere in the window asked for; what they left out stays. Announces nothing.

        Raises:
            NotFound: if there is no such session.
        """
        with QSignalBlocker(self):
            if choices.group is not None:
                self.meeting.choose_group(choices.group)
            if choices.session is not None:
                self.meeting.choose_session(choices.session)
            if choices.member is not None:
                self.member.choose(choices.member)
            if choices.scale is not None:
                self.scale.choose(choices.scale)
            if self._asks.spans and choices.first is not None and choices.last is not None:
                self.period.choose(Span.OTHER, (choices.first, choices.last))
            self.blank.setChecked(choices.blank)

    def choices(self) -> Choices:
        """What is chosen.

        Raises:
            InvalidInput: if the days cannot be meant.
        """
        first, last = self.period.days() if self._asks.spans else (None, None)
        return Choices(
            first=first,
            last=last,
            group=self.meeting.group_id() if self._asks.group else None,
            member=self.member.number() if self._asks.member else None,
            session=self.meeting.session_id(),
            scale=self.scale.code() if self._asks.scale else None,
            names=self.names.code() or Names.FULL,
            blank=self._asks.blank and self.blank.isChecked(),
        )

    def language(self) -> str:
        """Code of the language to print in."""
        return str(self.language_box.currentData())

    def about_day(self) -> date | None:
        """The day by which a file of these pages is known: the first of the period, or the session's."""
        return self.period.first.day() if self._asks.spans else self.meeting.day()

    def show_problems(self, error: InvalidInput | None) -> None:
        """Put problems beside their fields, leaving the cursor where somebody is typing; ``None``: there are none."""
        found = {problem.field: problem for problem in error.problems[::-1]} if error else {}
        for field in self.period.fields:
            problem = found.get(field.name)
            field.show_problem(words.problem(problem) if problem else "")

    def remembered(self) -> dict[str, Any]:
        """What is worth remembering for the next time: not the session, which is over by then."""
        kept: dict[str, Any] = {"names": self.names.code(), "language": self.language()}
        if self._asks.spans:
            kept["period"] = self.period.span()
            kept["days"] = [self.period.first.text(), self.period.last.text()]
        if self._asks.group:
            kept["group"] = self.meeting.group_id()
        if self._asks.member:
            kept["member"] = self.member.number()
        if self._asks.scale:
            kept["scale"] = self.scale.code()
        if self._asks.blank:
            kept["blank"] = self.blank.isChecked()
        return kept

    def _recall(self, kept: Mapping[str, Any]) -> None:
        """Choose as remembered. The settings file may have been written by anybody: what does not fit is left."""
        self._choose_language(str(kept.get("language", language())))
        spans = {span.value: span for span in self._asks.spans}
        if self._asks.spans:
            days = kept.get("days")
            first, last = (
                parse_date(str(day)) for day in (days if isinstance(days, list) and len(days) == 2 else "  ")
            )
            self.period.choose(spans.get(str(kept.get("period")), self._asks.spans[0]), (first, last))
        if self._asks.group and type(kept.get("group")) is int:
            self.meeting.choose_group(kept["group"])
        if self._asks.member and type(kept.get("member")) is int:
            self.member.choose(kept["member"])
        if self._asks.scale:
            self.scale.choose(str(kept.get("scale")))
        self.blank.setChecked(kept.get("blank") is True)

    def _choose_language(self, code: str) -> None:
        place = self.language_box.findData(code)
        self.language_box.setCurrentIndex(max(place, 0))
