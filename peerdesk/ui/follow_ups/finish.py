"""How a follow-up went: one click or one key, and whatever there is to say beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.follow_ups import MOST_NEXT_STEP, Finished, FollowUpOutcome, FollowUpRow, FollowUpWay
from peerdesk.domain.care.places import PlaceRow
from peerdesk.domain.care.status import Medicines, RecoveryNow, Status, YesNo
from peerdesk.domain.dates import short_date
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.care import follow_ups as followups
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.place_choice import PlaceField
from peerdesk.ui.stays.gone import Confirmed, noted
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, column, flow, label, row, text_edit
from peerdesk.ui.widgets.tips import set_tip
from peerdesk.words import follow_ups

_ACROSS = 2
_DAY_WIDTH = 130
_SOON = (1, 3, 7)  # days


@dataclass(frozen=True, slots=True)
class Told:
    """A follow-up that was just finished, and the one that it made."""

    row: FollowUpRow
    outcome: FollowUpOutcome
    made: int | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is typed about a follow-up, not kept yet."""

    words: str
    next_step: str
    next_on: str
    next_way: FollowUpWay | None
    day: str
    status: Status
    referred_to: int | None


def finished_words(told: Told) -> str:
    """What is said once an outcome is kept."""
    if told.outcome is FollowUpOutcome.DIED:
        return noted(told.row.name)
    return _("{name}: {outcome}.").format(name=told.row.name, outcome=words.of(told.outcome))


class FinishPanel(QFrame, HoldsTyping):
    """A button for each outcome keeps it with everything typed above. What is typed waits with its follow-up."""

    finished = Signal(object)
    """`Told`."""

    asked_more = Signal(QWidget)
    """A part appeared that is to be filled in first."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(_("How it went"))
        self._context, self._messages = context, messages
        self._row: FollowUpRow | None = None
        self._drafts: dict[int, tuple[str, _Draft]] = {}
        self._places: Sequence[PlaceRow] = ()
        self._asks_place = False
        self._build()

    def _build(self) -> None:
        self.words, self.next_step = text_edit(50), QLineEdit()
        self.next_step.setMaxLength(MOST_NEXT_STEP)
        self.next_step.setPlaceholderText(_("Read by everybody who calls"))
        self.next_on, self.day = DayEdit(), DayEdit()
        self.next_way: Choice[FollowUpWay] = Choice(FollowUpWay, nothing=_("the same way"))
        self.status: dict[str, Choice[Any]] = {name: Choice(codes) for name, codes in self._asked().items()}
        asked = [Field(follow_ups.question(name), choice, name) for name, choice in self.status.items()]
        said = Field(_("What was said"), self.words, "words")
        step = Field(_("Next step"), self.next_step, "next_step")
        again = Field(_("Next date"), self.next_on, "next_on")
        way = Field(_("How"), self.next_way, "next_way")
        done = Field(_("Done on"), self.day, "day")
        self.died_on, self.confirmed = DayEdit(), Confirmed()
        self.died_button = button(_("Write it down"), "noteDeath", primary=True)
        died = Field(_("Died on"), self.died_on, "died_on")
        self.place = PlaceField()
        self.death = column(died, self.confirmed, row(self.died_button, None), margins=(0, 6, 0, 0))
        self.died_button.clicked.connect(self._on_died)
        self.form = Form((said, *asked, self.place, step, again, way, done, died, self.confirmed), self)
        self.buttons = {outcome: self._outcome_button(outcome) for outcome in FollowUpOutcome}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 8, 10, 10)
        lines.setSpacing(6)
        done.setFixedWidth(_DAY_WIDTH)
        pairs = [asked[place : place + _ACROSS] for place in range(0, len(asked), _ACROSS)]
        again_fields = FieldGrid((again, way))
        for part in (said, *map(FieldGrid, pairs), row(step, done), again_fields, self._soon(), self.place):
            lines.addWidget(part)
        lines.addWidget(self.form.general)
        lines.addWidget(label(_("How it went"), "fieldLabel"))
        lines.addWidget(self._outcomes())
        lines.addWidget(self.death)

    def _asked(self) -> Mapping[str, type[Enum]]:
        """What is asked about the member; of recovery and medicines only who may read the answer afterwards."""
        everybody: dict[str, type[Enum]] = {"working": YesNo, "with_family": YesNo}
        if not self._context.actor.may(Permission.SEE_NOTES):
            return everybody
        return {"recovery": RecoveryNow, "medicines": Medicines, **everybody}

    def _soon(self) -> QWidget:
        """Usual next days, one click each."""
        texts = (_("Tomorrow"), _("In 3 days"), _("In a week"))
        self.soon = [button(text, f"soon-{days}", flat=True) for days, text in zip(_SOON, texts, strict=True)]
        for days, made in zip(_SOON, self.soon, strict=True):
            made.setProperty("days", days)
            made.clicked.connect(self._on_soon)
        self.refer_button = button(_("Refer to a place"), "referToPlace", flat=True)
        self.refer_button.clicked.connect(self._on_refer)
        return flow(*self.soon, self.refer_button, spacing=2)

    def _outcomes(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        short = [made for outcome, made in self.buttons.items() if outcome is not FollowUpOutcome.DECLINED]
        for place, made in enumerate(short):
            grid.addWidget(made, *divmod(place, _ACROSS))
        grid.addWidget(self.buttons[FollowUpOutcome.DECLINED], grid.rowCount(), 0, 1, _ACROSS)  # a long sentence
        for place in range(_ACROSS):
            grid.setColumnStretch(place, 1)
        return holder

    def _outcome_button(self, outcome: FollowUpOutcome) -> QPushButton:
        made = button(follow_ups.keyed(outcome), f"outcome-{outcome.value}", primary=outcome is FollowUpOutcome.REACHED)
        made.setProperty("outcome", outcome.value)
        set_tip(made, words.of(outcome))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long word widens no column
        made.clicked.connect(self._on_outcome)
        return made

    def offer_places(self, places: Sequence[PlaceRow]) -> None:
        """To which places a member can be referred now; what is chosen stays chosen."""
        self._places = places
        self._offer_places(self._row)

    def show_row(self, shown: FollowUpRow | None) -> None:
        """Ask about a follow-up; the same one again leaves what is typed as it is."""
        same = self._row is not None and shown is not None and self._row.id == shown.id
        if not same:
            self._put_aside()
            self._take_up(shown)
        self._row = shown

    @property
    def row(self) -> FollowUpRow | None:
        """The follow-up that is asked about."""
        return self._row

    def begin(self) -> None:
        """Put the cursor where one types first."""
        self.words.setFocus()

    def finish(self, outcome: FollowUpOutcome) -> None:
        """Keep an outcome with whatever is typed; nothing typed is lost where it cannot be kept."""
        shown, context = self._row, self._context
        if shown is None:
            return
        if outcome is FollowUpOutcome.DIED and self.death.isHidden():
            self._ask_of_death()
            return
        with self.form.keeping(self._messages):
            finished = self._typed(outcome)
            made = followups.finish(context.storage, context.actor, shown.id, finished, today=context.today())
            self._drafts.pop(shown.id, None)
            if self._row is shown:  # else the page shows another one already
                self._row = None
            self.finished.emit(Told(shown, outcome, made))

    def _typed(self, outcome: FollowUpOutcome) -> Finished:
        problems, day = self.next_on.problems("next_on", required=False) + self.day.problems("day"), self.day.day()
        died = outcome is FollowUpOutcome.DIED
        problems += self.died_on.problems("died_on") if died else []
        if problems or day is None:
            raise InvalidInput(problems)
        if died:
            self.confirmed.require()
        return Finished(
            outcome,
            day,
            self.words.toPlainText(),
            self.next_step.text(),
            self.next_on.day(),
            self.next_way.code(),
            self.died_on.day() if died else None,
            self._status(),
            self.place.place_id(),
        )

    def _ask_of_death(self) -> None:
        """On which day, and whether it is certain: everything that goes on ends with it."""
        self.death.show()
        self.died_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked_more.emit(self.death)

    def unsaved(self) -> Sequence[str]:
        self._put_aside()
        return [f"{self.accessibleName()} · {name}" for name, _draft in self._drafts.values()]

    def _put_aside(self) -> None:
        if self._row is None:
            return
        typed = self._draft()
        if typed == self._fresh(self._row):
            self._drafts.pop(self._row.id, None)
        else:
            self._drafts[self._row.id] = self._row.name, typed

    def _take_up(self, shown: FollowUpRow | None) -> None:
        self.form.clear()
        self.death.hide()
        self.died_on.set_day(None)
        self.confirmed.begin()
        if shown is None:
            return
        _name, draft = self._drafts.get(shown.id, ("", self._fresh(shown)))
        self.words.setPlainText(draft.words)
        self.next_step.setText(draft.next_step)
        self.next_on.setText(draft.next_on)
        self.next_way.choose(draft.next_way)
        self.day.setText(draft.day)
        self._asks_place = False
        self.place.choose(None)
        self._offer_places(shown, draft.referred_to)
        self.place.choose(draft.referred_to)
        for name, choice in self.status.items():
            choice.choose(getattr(draft.status, name))
        self.form.clear()

    def _offer_places(self, shown: FollowUpRow | None, chosen: int | None = None) -> None:
        """A place is seldom named: the field is there once it is asked for, or one stands in it."""
        kept = (shown.referred_to_id, shown.referred_to) if shown else (None, "")
        self._asks_place |= chosen is not None or kept[0] is not None
        self.place.offer(self._places, *kept)
        there = not self.place.isHidden()
        self.place.setVisible(there and self._asks_place)
        self.refer_button.setVisible(there and self.place.isHidden())

    def _draft(self) -> _Draft:
        return _Draft(
            self.words.toPlainText(),
            self.next_step.text(),
            self.next_on.text(),
            self.next_way.code(),
            self.day.text(),
            self._status(),
            self.place.place_id(),
        )

    def _status(self) -> Status:
        return Status(**{name: choice.code() for name, choice in self.status.items()})

    def _fresh(self, shown: FollowUpRow) -> _Draft:
        """What stands there first: what was written before an outcome was taken back."""
        today = short_date(self._context.today())
        return _Draft(shown.words, shown.next_step, "", None, today, shown.status, shown.referred_to_id)

    # Slots

    @Slot()
    def _on_outcome(self) -> None:
        self.finish(FollowUpOutcome(self.sender().property("outcome")))

    @Slot()
    def _on_refer(self) -> None:
        self._asks_place = True
        self._offer_places(self._row)
        self.place.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked_more.emit(self.place)

    @Slot()
    def _on_died(self) -> None:
        self.finish(FollowUpOutcome.DIED)

    @Slot()
    def _on_soon(self) -> None:
        self.next_on.set_day(self._context.today() + timedelta(days=self.sender().property("days")))
