"""Mentoring: who accompanies whom, who mentors, and who still waits for somebody."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.mentoring.mentors import Search
from peerdesk.domain.mentoring.mentorships import MentoringView
from peerdesk.domain.screens.mentoring import MentoringScreen, PairPage
from peerdesk.errors import NotFound
from peerdesk.i18n import gettext as _
from peerdesk.services.mentoring import mentoring_page
from peerdesk.ui.mentoring.lists import MentoringLists
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.people.whose import WhoseChips
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import button, card, column, label, offer, row

if TYPE_CHECKING:  # loaded and built when they are first seen
    from peerdesk.ui.mentoring.mentor import MentorDetail, NewMentor
    from peerdesk.ui.mentoring.pair import PairDetail
    from peerdesk.ui.mentoring.possible_mentors import MentorFinder

_Beside = TypeVar("_Beside", bound=QWidget)


class MentoringPage(Page):
    """Three lists at the left; at the right what was chosen there."""

    watches = Changed.MEMBERS | Changed.STAYS | Changed.RECOVERY | Changed.THRESHOLDS | Changed.MENTORING

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._pair_id: int | None = None
        self._mentor_id: int | None = None
        self._member_id: int | None = None
        self._adding = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.new_button = button(_("New mentor"), "newMentor", primary=True, icon="heart-handshake")
        self.undo_bar = UndoBar(self)
        self.lists = MentoringLists()
        self.whose = WhoseChips(self._context, "mentoring")
        self._hint_text = label("", "hint", wrap=True)
        self._hint = card(self._hint_text, column(None))
        self._right = QStackedWidget()
        self._right.addWidget(self._hint)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self.lists)
        split.addWidget(self._right)
        split.setSizes([572, 564])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(10)
        lines.addWidget(row(label(_("Mentoring"), "title"), None, self.whose, self.new_button))
        lines.addWidget(split, 1)
        self.setFocusProxy(self.lists.pairs.table)
        offer(self.new_button, allowed=self._context.actor.may(Permission.MANAGE_MENTORING))

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.start_new)
        self.lists.view_changed.connect(self._on_view)
        self.lists.ended_asked.connect(self.set_stale)
        self.whose.whose_chosen.connect(self.set_stale)
        self.lists.pair_chosen.connect(self.open_pair)
        self.lists.mentor_chosen.connect(self.open_mentor)
        self.lists.waiting_chosen.connect(self._on_waiting)
        self.lists.gone_on.connect(self._on_opened)

    # What stands beside the lists, built when it is first seen

    @cached_property
    def pair(self) -> PairDetail:
        from peerdesk.ui.mentoring.pair import PairDetail

        pair = self._put(PairDetail(self._context, self._messages, self.undo_bar))
        pair.end_left.connect(self._on_ended)
        return pair

    @cached_property
    def mentor(self) -> MentorDetail:
        from peerdesk.ui.mentoring.mentor import MentorDetail

        mentor = self._put(MentorDetail(self._context, self._messages))
        mentor.pair_opened.connect(self._on_pair_of_mentor)
        return mentor

    @cached_property
    def finder(self) -> MentorFinder:
        from peerdesk.ui.mentoring.possible_mentors import MentorFinder

        finder = self._put(MentorFinder(self._context, self._messages))
        finder.panel.begun.connect(self._on_begun)
        return finder

    @cached_property
    def new_mentor(self) -> NewMentor:
        from peerdesk.ui.mentoring.mentor import NewMentor

        new_mentor = self._put(NewMentor(self._context, self._messages))
        new_mentor.left.connect(self._on_new_left)
        return new_mentor

    def _put(self, made: _Beside) -> _Beside:
        self._right.addWidget(made)
        return made

    def refresh(self) -> None:
        context = self._context
        found = mentoring_page.screen(
            context.storage,
            context.actor,
            today=context.today(),
            view=self.lists.view(),
            ended=self.lists.ended.isChecked(),
            pair_id=self._pair_id,
            member_id=self._member_id,
            whose=self.whose.remembered(),
        )
        self.whose.show_whose(found.whose)
        self.lists.show_overview(found.overview, self.whose.nothing)
        if found.pair is not None:
            self._pair_id = found.pair.pair.id
            self.lists.pairs.select(self._pair_id)
        self._right.setCurrentWidget(self._chosen_widget(found))

    @Slot(int)
    def find_for(self, member_id: int) -> None:
        """Look for a mentor for a member, whether or not they wait for one."""
        self._member_id, self._adding = member_id, False
        self.lists.waiting.select(member_id)
        self.lists.show_view(MentoringView.WAITING)

    @Slot(int)
    def open_pair(self, pair_id: int) -> None:
        self._pair_id, self._adding = pair_id, False
        self.lists.pairs.select(pair_id)
        self._show()

    @Slot(int)
    def open_mentor(self, member_id: int) -> None:
        self._mentor_id, self._adding = member_id, False
        self.lists.mentors.select(member_id)
        self._show()

    @Slot()
    def start_new(self) -> None:
        """Begin to note that somebody agrees to mentor, or go on with it."""
        self._adding = True
        if self.lists.view() is not MentoringView.MENTORS:
            self.lists.show_view(MentoringView.MENTORS)
        self._show()
        self.new_mentor.begin()

    def _show(self) -> None:
        """Something else was chosen in the lists: show it beside them."""
        with self._messages.reporting():
            self._right.setCurrentWidget(self._chosen_widget())

    def _chosen_widget(self, found: MentoringScreen | None = None) -> QWidget:
        """What stands beside the list that is seen; asked for unless it was found already."""
        match self.lists.view():
            case MentoringView.PAIRS:
                return self._pair_or_hint(found.pair if found else None)
            case MentoringView.MENTORS:
                return self.new_mentor if self._adding else self._mentor_or_hint()
            case MentoringView.WAITING:
                return self._finder_or_hint(found.search if found else None)

    def _pair_or_hint(self, page: PairPage | None) -> QWidget:
        if self._pair_id is None and self.lists.found.pairs:
            self._pair_id = self.lists.found.pairs[0].id
            self.lists.pairs.select(self._pair_id)
        if self._pair_id is None:
            return self._say(_("A pair's contacts are logged here: when they met, what they agreed, when next."))
        if page is None:
            self.pair.load(self._pair_id)
        else:
            self.pair.show_page(page)
        return self.pair

    def _mentor_or_hint(self) -> QWidget:
        found = {mentor.person.id: mentor for mentor in self.lists.found.mentors}
        mentor = found.get(self._mentor_id or 0)
        if mentor is None:
            return self._say(_("Choose a mentor to see whom they accompany."))
        self.mentor.show_mentor(mentor, self.lists.found.pairs)
        return self.mentor

    def _finder_or_hint(self, search: Search | None) -> QWidget:
        if self._member_id is None:
            return self._say(_("Choose a member to see who could accompany them."))
        if search is not None:
            self.finder.show_search(search)
            return self.finder
        try:
            self.finder.load(self._member_id)
        except NotFound:
            self._member_id = None
            raise
        return self.finder

    def _say(self, text: str) -> QWidget:
        self._hint_text.setText(text)
        return self._hint

    # Slots

    @Slot()
    def _on_view(self) -> None:
        self._adding = self._adding and self.lists.view() is MentoringView.MENTORS
        self.setFocusProxy(self.lists.table())
        self.set_stale()

    @Slot(int)
    def _on_waiting(self, member_id: int) -> None:
        self._member_id = member_id
        self._show()

    @Slot()
    def _on_opened(self) -> None:
        """On from the list: into the log, or into the list of possible mentors."""
        view = self.lists.view()
        if view is MentoringView.PAIRS:
            self.pair.start_log()
        elif view is MentoringView.WAITING and self.finder.table.isVisible():
            self.finder.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.finder.table.selectRow(0)

    @Slot(int)
    def _on_pair_of_mentor(self, pair_id: int) -> None:
        self._pair_id = pair_id
        self.lists.pairs.select(pair_id)
        self.lists.show_view(MentoringView.PAIRS)

    @Slot(int)
    def _on_begun(self, pair_id: int) -> None:
        self._member_id = None
        self._on_pair_of_mentor(pair_id)
        self.lists.table().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_new_left(self) -> None:
        """After somebody agreed, show them; else what was there before."""
        chosen = self.new_mentor.chosen
        if chosen is not None and any(mentor.person.id == chosen.id for mentor in self.lists.found.mentors):
            self._mentor_id = chosen.id
            self.lists.mentors.select(chosen.id)
        self._adding = False
        self._show()
        self.lists.table().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_ended(self) -> None:
        """Offer to take the end of a pair back."""
        page = self.pair.page
        if page is not None and page.pair.to_day is not None:
            names = {"mentor": page.pair.mentor.name, "member": page.pair.member.name}
            self.undo_bar.offer(
                _("The mentorship of {mentor} and {member} has ended.").format(**names),
                partial(self.pair.reopen, page.pair.id),
            )
