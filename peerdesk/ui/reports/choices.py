"""What a report is asked for: the choices that matter to it, and no others."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import parse_date
from peerdesk.domain.disclosures import MOST_WORDS, ForWhom
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.papers.choices import Ask, Choices, Names, UsualDays
from peerdesk.errors import InvalidInput
from peerdesk.i18n import LANGUAGES, language
from peerdesk.i18n import gettext as _
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services import reports, trail
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_choice import MemberChoice
from peerdesk.ui.people.member_search import MOST_FOUND
from peerdesk.ui.reports.meeting import MeetingChoice
from peerdesk.ui.reports.period import PeriodFields
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.inputs.calm import CalmCombo
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf, worded
from peerdesk.ui.widgets.parts import button, column
from peerdesk.words.measures import scale_name


class ReportChoices(QWidget):
    """The choices of one report at a time. What several reports ask for keeps its choice from one to the next."""

    chosen = Signal()
    """Something about the report that is shown was chosen."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._kind = next(iter(REPORTS.values()))
        self._usual_whose = Whose.EVERYBODY
        self._whose_of: dict[str, Any] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.member = MemberChoice(self._context, self._messages)
        self.meeting = MeetingChoice(self._context)
        self.scale = ScaleChoice()
        self.period = PeriodFields(self._context.today())
        self.names: Choice[Names] = Choice(Names, empty=False)
        self.whose: Choice[Whose] = Choice(tuple(Whose)[::-1], empty=False)
        self.language_box = CalmCombo()
        for code, name in LANGUAGES.items():
            self.language_box.addItem(name, code)
        self.blank = QCheckBox(_("Blank, to be filled in by hand"))
        self.blank.setObjectName("blank")
        self.blank.setAccessibleName(self.blank.text())
        self.everybody = QCheckBox(_("Everybody"))
        self.everybody.setObjectName("ofEverybody")
        self.everybody.setAccessibleName(self.everybody.text())
        self.staff: OneOf[str] = OneOf(nothing=_("Everybody"))
        self.staff_field = Field(_("Who did it"), self.staff, "staff")
        self.names_field = Field(_("Names"), self.names, "names")
        self.whose_field = Field(
            _("Whose members"),
            self.whose,
            "whose",
            hint=_("Members without a key counsellor are everybody's, and stand in each report."),
        )
        language_field = Field(_("Language"), self.language_box, "language")
        self.for_whom: Choice[ForWhom] = Choice(ForWhom, empty=False)
        self.for_whom_field = Field(
            _("For whom"),
            self.for_whom,
            "for_whom",
            hint=_("The family, the employer and a court are told something only where the member agreed to that."),
        )
        self.consent_button = button(_("Record a consent"), "recordConsent", flat=True)
        self.consent_button.setAccessibleName(_("Record a consent on the member's page"))
        self.who, self.why = QLineEdit(), QLineEdit()
        for edit in (self.who, self.why):
            edit.setMaxLength(MOST_WORDS)
        self.told_fields = column(
            self.for_whom_field,
            self.consent_button,
            Field(_("Which person or office (not printed)"), self.who, "who"),
            Field(_("Why (not printed)"), self.why, "forWhat", hint=_("Goes into the log of what left the office.")),
        )
        look = FieldGrid((self.staff_field,), (self.whose_field,), (self.names_field,), (language_field,))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        asked = self.everybody, self.member, self.meeting, self.scale, self.period, look, self.blank, self.told_fields
        for part in asked:
            lines.addWidget(part)
        self._choose_language(language())

    def _connect(self) -> None:
        for part in (self.member, self.meeting, self.scale, self.period):
            part.changed.connect(self.chosen)
        self.consent_button.clicked.connect(self._on_consent)
        for box in (self.names, self.whose, self.staff, self.language_box, self.for_whom):
            box.currentIndexChanged.connect(self.chosen)
        for tick in (self.blank, self.everybody):
            tick.toggled.connect(self.chosen)
        self.everybody.toggled.connect(self.member.setDisabled)
        self.whose.activated.connect(self._on_whose)

    def ask(self, name: str, remembered: Mapping[str, Any], names: Names | None) -> None:
        """Ask what a report needs, beginning with what was chosen for it the last time. Announces nothing."""
        with QSignalBlocker(self):
            self._kind = REPORTS[name]
            self.member.setVisible(self._asks(Ask.MEMBER))
            self.everybody.setVisible(self._kind.of_everybody)
            self.everybody.setChecked(self._kind.of_everybody)
            self.staff_field.setVisible(self._asks(Ask.STAFF))
            if self._asks(Ask.STAFF):
                self._offer_staff()
            self.meeting.setVisible(self._asks(Ask.GROUP))
            self.scale.setVisible(self._asks(Ask.SCALE))
            self.period.setVisible(bool(self._kind.days))
            self.names_field.setVisible(self._asks(Ask.NAMES))
            self.whose_field.setVisible(self._asks(Ask.WHOSE))
            self.blank.setVisible(self._asks(Ask.BLANK))
            self.told_fields.setVisible(self._asks(Ask.FOR_WHOM))
            self.for_whom.choose(ForWhom.FILE)
            self.who.clear()
            self.why.clear()
            if self._kind.days:
                self.period.offer(self._kind.days)
            self.meeting.ask(session=self._asks(Ask.SESSION))
            self.show_problems(None)
            self.names.set_options(worded(self._kind.names))
            if names is not None:
                self.names.choose(names if names in self._kind.names else Names.most_private(*self._kind.names))
            self._recall(remembered)

    def _asks(self, choice: Ask) -> bool:
        return choice in self._kind.asks

    def _offer_staff(self) -> None:
        with self._messages.reporting():
            found = trail.staff(self._context.storage, self._context.actor)
            self.staff.set_options([(each.user_name, each.name) for each in found])
        self.staff.choose(None)

    def refresh(self) -> None:
        """Offer what the file holds now, announcing nothing."""
        with QSignalBlocker(self):
            context, today = self._context, self._context.today()
            found = reports.offers(
                context.storage,
                context.actor,
                today=today,
                text=self.member.search.text(),
                most=MOST_FOUND,
                group_id=self.meeting.group_id(),
                days=self.meeting.days_wanted(),
            )
            self.period.set_today(today)
            self.meeting.show_offers(found)
            self.member.show_found(found.members)
            self.scale.show_scales(found.scales)
            self._usual_whose = found.whose
            self._recall_whose(self._whose_of)

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
            self.everybody.setChecked(self._kind.of_everybody and choices.member is None)
            if self._asks(Ask.STAFF):
                self.staff.choose(choices.staff)
            if choices.scale is not None:
                self.scale.choose(choices.scale)
            if self._kind.days and choices.first is not None and choices.last is not None:
                self.period.choose(UsualDays.OTHER, (choices.first, choices.last))
            self.blank.setChecked(choices.blank)
            self.for_whom.choose(choices.made_for)

    def choices(self) -> Choices:
        """What is chosen.

        Raises:
            InvalidInput: if the days cannot be meant.
        """
        first, last = self.period.days() if self._kind.days else (None, None)
        return Choices(
            first=first,
            last=last,
            group=self.meeting.group_id() if self._asks(Ask.GROUP) else None,
            member=self._member(),
            session=self.meeting.session_id(),
            scale=self.scale.code() if self._asks(Ask.SCALE) else None,
            names=self.naming(),
            blank=self._asks(Ask.BLANK) and self.blank.isChecked(),
            whose=self.whose.code() if self._asks(Ask.WHOSE) else None,
            for_whom=self.for_whom.code() if self._asks(Ask.FOR_WHOM) else None,
            staff=self.staff.chosen() if self._asks(Ask.STAFF) else None,
        )

    def _member(self) -> int | None:
        """The number of the member chosen; ``None`` for everybody."""
        return self.member.number() if self._asks(Ask.MEMBER) and not self.everybody.isChecked() else None

    def naming(self) -> Names | None:
        """How members are named; ``None`` where the report names nobody."""
        return (self.names.code() or Names.FULL) if self._asks(Ask.NAMES) else None

    def told(self) -> tuple[str, str]:
        """Which person or office the pages are for and why, where that is asked: for the log alone."""
        return (self.who.text(), self.why.text()) if self._asks(Ask.FOR_WHOM) else ("", "")

    def language(self) -> str:
        """Code of the language to print in."""
        return str(self.language_box.currentData())

    def about_day(self) -> date | None:
        """The day by which a file of these pages is known: the first of the period, or the session's."""
        return self.period.first.day() if self._kind.days else self.meeting.day()

    def show_problems(self, error: InvalidInput | None) -> None:
        """Put problems beside their fields, leaving the cursor where somebody is typing; ``None``: there are none."""
        found = {problem.field: problem for problem in error.problems[::-1]} if error else {}
        for field in (*self.period.fields, self.for_whom_field):
            problem = found.get(field.name)
            field.show_problem(words.problem(problem) if problem else "")
        self.consent_button.setVisible(self.for_whom_field.name in found)

    def remembered(self) -> dict[str, Any]:
        """What is worth remembering for the next time: not the session, which is over by then."""
        kept: dict[str, Any] = {"language": self.language()}
        if (names := self.naming()) is not None and not self._kind.shared_outside:
            kept["names"] = names
        if self._kind.days:
            kept["period"] = self.period.span()
            kept["days"] = [self.period.first.text(), self.period.last.text()]
        if self._asks(Ask.GROUP):
            kept["group"] = self.meeting.group_id()
        if self._asks(Ask.MEMBER) and not self._kind.of_everybody:
            kept["member"] = self.member.number()
        if self._asks(Ask.SCALE):
            kept["scale"] = self.scale.code()
        if self._asks(Ask.WHOSE):
            kept["whose"] = dict(self._whose_of)
        if self._asks(Ask.BLANK):
            kept["blank"] = self.blank.isChecked()
        return kept

    def _recall(self, kept: Mapping[str, Any]) -> None:
        """Choose as remembered. The settings file may have been written by anybody: what does not fit is left."""
        self._choose_language(str(kept.get("language", language())))
        spans = {usual.value: usual for usual in self._kind.days}
        if self._kind.days:
            days = kept.get("days")
            first, last = (
                parse_date(str(day)) for day in (days if isinstance(days, list) and len(days) == 2 else "  ")
            )
            self.period.choose(spans.get(str(kept.get("period")), self._kind.days[0]), (first, last))
        if self._asks(Ask.GROUP) and type(kept.get("group")) is int:
            self.meeting.choose_group(kept["group"])
        if self._asks(Ask.MEMBER) and type(kept.get("member")) is int:
            self.member.choose(kept["member"])
        if self._asks(Ask.SCALE):
            self.scale.choose(str(kept.get("scale")))
        if self._asks(Ask.WHOSE):
            self._recall_whose(kept.get("whose"))
        self.blank.setChecked(kept.get("blank") is True)

    def _recall_whose(self, kept: object) -> None:
        """As this user chose, else what is usual for them."""
        self._whose_of = kept if isinstance(kept, dict) else {}
        own = self._whose_of.get(self._context.actor.user_name)
        self.whose.choose(next((whose for whose in Whose if whose == own), self._usual_whose))

    @Slot()
    def _on_consent(self) -> None:
        member_id = self.member.member_id()
        if member_id is not None:
            self._messages.lead_to_member(member_id)

    @Slot()
    def _on_whose(self) -> None:
        self._whose_of[self._context.actor.user_name] = self.whose.code()

    def _choose_language(self, code: str) -> None:
        place = self.language_box.findData(code)
        self.language_box.setCurrentIndex(max(place, 0))


class ScaleChoice(QWidget):
    """The scales that are asked and that the reader may see; the first is chosen at first."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._codes: Sequence[str] = ()
        self.box: OneOf[str] = OneOf()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Field(_("Scale"), self.box, "scale"))
        self.box.currentIndexChanged.connect(self.changed)

    def show_scales(self, scales: Sequence[Scale]) -> None:
        """Offer these; the chosen one stays so where it still is one. Announces nothing."""
        self._codes = [scale.code for scale in scales]
        self.box.set_options([(scale.code, scale_name(scale)) for scale in scales])
        if self.box.chosen() is None and scales:
            self.box.choose(scales[0].code)

    def code(self) -> str | None:
        return self.box.chosen()

    def choose(self, code: str) -> None:
        """Choose a scale, announcing nothing; one that is not offered leaves the choice as it is."""
        if code in self._codes:
            self.box.choose(code)
