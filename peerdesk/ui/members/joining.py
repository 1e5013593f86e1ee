"""Putting a member into a group: chosen from a list, or from what is said about each group that meets."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.fit import FitCode
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.suggestions import GroupSuggestion
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import fit, groups, memberships, waitlist, way_back
from peerdesk.ui.groups.columns import meeting_words
from peerdesk.ui.groups.fit_note import FitNote
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.links import link_button
from peerdesk.ui.widgets.parts import button, column, label, row
from peerdesk.words.fit import fit_warning, group_reason


class JoinPanel(RecordPanel[MemberPage]):
    """Says while a group is chosen what speaks against it; a full one may be waited for instead."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "join", _("Into a group"), _("Add to group"))
        self._undo_bar = undo_bar
        self.group: OneOf[int] = OneOf(letters=0)
        self.suggest_button = button(_("Where could they go?"), "joinSuggest", flat=True)
        self.suggestions = Lines("joinSuggestions", _("Groups that could fit"))
        self.from_day = DayEdit()
        self.fit = FitNote(context, messages)
        self.wait_button = button(_("Put on the waitlist instead"), "joinWait", flat=True)
        group, day = Field(_("Group"), self.group, "members"), Field(_("From"), self.from_day, "from_day")
        arranged = (group, row(self.suggest_button, None), self.suggestions, day, self.fit, row(self.wait_button, None))
        self.take_fields((group, day, self.fit.field), arranged)
        self.group.setObjectName("joinGroup")
        self.group.activated.connect(self._ask)
        self.from_day.day_changed.connect(self._ask)
        self.suggest_button.clicked.connect(self._on_suggest)
        self.suggestions.clicked.connect(self._on_suggested)
        self.wait_button.clicked.connect(self._on_wait)

    def start(self, member: MemberPage) -> None:
        today = self._context.today()
        current = {row.group_id for row in member.groups if row.to_day is None or row.to_day >= today}
        found = groups.overview(self._context.storage, self._context.actor, today=today)
        sizes = [(group.id, f"{group.name} ({group.members}/{group.capacity_max})") for group in found]
        self._names = {group.id: group.name for group in found}
        self.group.set_options([option for option in sizes if option[0] not in current])
        self.group.choose(None)
        self.from_day.set_day(today)
        self.suggestions.hide()
        self.fit.start()
        self.wait_button.hide()

    def keep(self) -> None:
        joining = Joining(self._chosen(), (self.record.id,), self.from_day.required_day("from_day"))
        self._ask()  # the day may be typed and not left yet
        joined = memberships.join(self._context.storage, self._context.actor, joining, self.fit.override())
        text = _("{name} joins {group}.").format(name=self.record.name, group=self._names[joining.group_id])
        self._undo_bar.offer(text, partial(self._take_back, joined))

    def _take_back(self, joined: Sequence[int]) -> None:
        with self._messages.reporting():
            way_back.take_back_joining(self._context.storage, self._context.actor, joined, {})

    def _chosen(self) -> int:
        group_id = self.group.chosen()
        if group_id is None:
            raise InvalidInput([Problem("members", "group-missing")])
        return group_id

    @Slot()
    def _ask(self) -> None:
        group_id, day = self.group.chosen(), self.from_day.day()
        self.fit.ask(Joining(group_id, (self.record.id,), day) if group_id is not None and day else None)
        self.wait_button.setVisible(self.fit.warns_of(FitCode.CAPACITY, FitCode.CLOSED_ENTRY))

    @Slot()
    def _on_suggest(self) -> None:
        if not self.suggestions.isHidden():
            self.suggestions.hide()
            return
        context = self._context
        with self._messages.reporting():
            today = context.today()
            found = fit.suggestions(context.storage, context.actor, self.record.id, today=today)
            nothing = _("No other group meets at present.")
            lines = [
                _suggestion_line(suggestion, meeting_words(suggestion.next_meeting, today)) for suggestion in found
            ]
            self.suggestions.show_lines(lines, nothing)
            self.suggestions.show()

    @Slot(int)
    def _on_suggested(self, group_id: int) -> None:
        """Fill in the group; joining stays a step of its own."""
        self.group.choose(group_id)
        self.suggestions.hide()
        self._ask()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_wait(self) -> None:
        context, today = self._context, self._context.today()
        with self.keeping():
            wait = Wait(self._chosen(), (self.record.id,), today)
            waitlist.add(context.storage, context.actor, wait, today=today)
            self._messages.say(_("{name} waits for this group.").format(name=self.record.name))
            self._on_back()


def _suggestion_line(suggestion: GroupSuggestion, meets: str) -> QWidget:
    """The group as a button, then what speaks for it and what against."""
    text = f"{suggestion.name} ({suggestion.members}/{suggestion.capacity_max})"
    choose = link_button(text, f"suggested-{suggestion.group_id}")
    choose.setProperty("id", suggestion.group_id)
    speaking_for = "; ".join(group_reason(reason) for reason in suggestion.reasons if reason.speaks_for)
    against = [group_reason(reason) for reason in suggestion.reasons if not reason.speaks_for]
    lines: list[QWidget] = [row(choose, None, label(meets, "hint"))]
    if suggestion.waiting_since is not None:
        since = _("On its waitlist since {day}.").format(day=short_date(suggestion.waiting_since))
        lines.append(label(since, "hint", wrap=True))
    if speaking_for:
        lines.append(label(_("Speaks for it: {reasons}").format(reasons=speaking_for), "hint", wrap=True))
    if against:
        lines.append(label(_("Speaks against it: {reasons}").format(reasons="; ".join(against)), "hint", wrap=True))
    lines += [label(fit_warning(warning), _role(warning.is_hint), wrap=True) for warning in suggestion.warnings]
    return column(*lines, spacing=0)


def _role(hint: bool) -> str:
    return "hint" if hint else "problem"
