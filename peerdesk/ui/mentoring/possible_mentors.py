"""Right half of the Mentoring page: who could accompany a member, with the facts beside each name."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.mentoring.mentors import Companion, PossibleMentor, Search
from peerdesk.domain.mentoring.mentorships import LONGEST_TEXT, Pairing
from peerdesk.i18n import gettext as _
from peerdesk.services.mentoring import mentors, mentorships
from peerdesk.ui.mentoring.columns import POSSIBLE_WIDTHS, possible_columns
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.person_link import PersonLink
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import show_warnings
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, card, column, label, row, scrolled
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table


class BeginPanel(RecordPanel[Companion]):
    """Begins a mentorship of the member with the mentor who was chosen."""

    begun = Signal(int)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "beginPair", _("Begin a mentorship"), _("Begin"))
        self._chosen: PossibleMentor | None = None
        self.day, self.override = DayEdit(), QLineEdit()
        self.override.setMaxLength(LONGEST_TEXT)
        self._who = label("", "fact", wrap=True)
        self._warned = label("", "problem", wrap=True)
        self._override = Field(_("Why all the same"), self.override, "override")
        first = Field(_("First day"), self.day, "from_day")
        self.take_fields((first, self._override), (self._who, first, self._warned, self._override))

    def choose(self, search: Search, chosen: PossibleMentor) -> None:
        """Begin with a mentor; another one takes the place of the former, and the day stays."""
        other = self._chosen is None or self._chosen.mentor.person.id != chosen.mentor.person.id
        self._chosen = chosen
        if other:
            self.override.setText("")
        names = {"mentor": chosen.mentor.person.name, "member": search.person.name}
        self._who.setText(_("{mentor} will accompany {member}.").format(**names))
        show_warnings(chosen.warnings, self._warned, self._override)
        self.open_for(search.person)

    def start(self, member: Companion) -> None:
        self.day.set_day(self._context.today())
        self.override.setText("")

    def keep(self) -> None:
        chosen, context = self._chosen, self._context
        day = self.day.required_day("from_day")
        if chosen is not None:
            pairing = Pairing(chosen.mentor.person.id, self.record.id, day, self.override.text())
            pair_id = mentorships.pair(context.storage, context.actor, pairing, today=context.today())
            self.begun.emit(pair_id)


class MentorFinder(QWidget):
    """The list in its order; nobody is chosen until somebody chooses."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.search: Search | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.name = PersonLink("menteeName")
        self._facts = label("", "hint", wrap=True)
        self.model: RowsModel[PossibleMentor] = RowsModel(possible_columns(), self)
        self.table = Table(self.model, "possibleMentors", _("Possible mentors"))
        self.table.share_width(POSSIBLE_WIDTHS)
        self.table.keep_low(120)
        self.hint = label(
            _("No mentor is free for this member. New mentor notes that a member further along is willing."),
            "hint",
            wrap=True,
        )
        self._list = QStackedWidget()
        self._list.addWidget(column(self.hint, None))
        self._list.addWidget(self.table)
        self._order = label(
            _("The same gender stands first, then who has room and most in common. You choose."), "hint", wrap=True
        )
        self._shared, self._warned = label("", "fact", wrap=True), label("", "problem", wrap=True)
        self.begin_button = button(_("Begin with this mentor"), "beginPairOpen", primary=True)
        self.panel = BeginPanel(self._context, self._messages)
        inside = column(
            label(_("Find a mentor for"), "fieldLabel"),
            row(self.name, None),
            self._facts,
            self._order,
            self._list,
            self._shared,
            self._warned,
            row(self.begin_button, None),
            self.panel,
            stretch=4,
        )
        around = card(scrolled(inside, "findingArea"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(around)

    def _connect(self) -> None:
        self.name.clicked.connect(self._on_name)
        self.begin_button.clicked.connect(self._on_begin)
        self.table.opened.connect(self._on_begin)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.model.modelReset.connect(self._show_chosen)
        self.panel.closed.connect(self._show_chosen)

    def load(self, member_id: int) -> None:
        """Look for a mentor for a member."""
        context = self._context
        self.show_search(mentors.possible_mentors(context.storage, context.actor, member_id, today=context.today()))

    def show_search(self, search: Search) -> None:
        """Show who was found; the one under the cursor stays so. A panel under way stays as it is."""
        before, self.search = self._chosen(), search
        self.name.show_person(search.person)
        self._facts.setText(_facts(search))
        self.panel.show_for(search.person)
        self.model.set_rows(search.found)
        self._list.setCurrentIndex(int(bool(search.found)))
        self._order.setVisible(bool(search.found))
        if before is not None:
            for place, found in enumerate(self.model.rows()):
                if found.mentor.person.id == before.mentor.person.id:
                    self.table.selectRow(place)

    def _chosen(self) -> PossibleMentor | None:
        return self.model.chosen_in(self.table)

    @Slot()
    def _show_chosen(self, *_selection: object) -> None:
        """Say what speaks against the one under the cursor, before anything is begun."""
        chosen, may = self._chosen(), self._context.actor.may(Permission.MANAGE_MENTORING)
        self.begin_button.setVisible(may and self.panel.isHidden() and bool(self.model.rowCount()))
        self.begin_button.setEnabled(chosen is not None)
        text = "\n".join(map(words.problem, chosen.warnings)) if chosen else ""
        self._shared.setText(_("In common: {facts}").format(facts=_facts_shared(chosen)) if chosen else "")
        self._shared.setVisible(chosen is not None)
        self._warned.setText(text)
        self._warned.setVisible(bool(text) and self.panel.isHidden())

    @Slot()
    def _on_begin(self, *_index: QModelIndex) -> None:
        chosen = self._chosen()
        if self.search is not None and chosen is not None and self._context.actor.may(Permission.MANAGE_MENTORING):
            self.panel.choose(self.search, chosen)
            self._show_chosen()

    @Slot()
    def _on_name(self) -> None:
        if self.search is not None:
            self._messages.lead_to_member(self.search.person.id)


def _facts_shared(chosen: PossibleMentor) -> str:
    """``Gender · Language · Village``; a dash for nothing."""
    return " · ".join(map(words.of, chosen.shared)) or "–"


def _facts(search: Search) -> str:
    """``Female · 31 · Marathi · Risod``: what the list compares."""
    traits = search.traits
    language = words.of(traits.language) if traits.language else ""
    age = "" if traits.age is None else words.age(traits.age)
    return " · ".join(filter(None, (words.of(traits.gender), age, language, traits.village)))
