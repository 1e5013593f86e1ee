"""What a member's page tells in one look: recovery, why contact is needed, latest marks, who is in touch, goals."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.attention import Reason
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.care.goals import GoalKind, GoalRow, GoalState
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.member_page import MemberPage, MemberStory
from peerdesk.domain.screens.mentoring import PairRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.marking.mark_strip import MarkStrip
from peerdesk.ui.members.timeline import TimelineSection
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import button, column, label
from peerdesk.words import follow_ups
from peerdesk.words.goals import said

MOST_GOALS = 3


class StoryTab(QWidget):
    """The first tab. What needs more room has a tab of its own, to which ``support_asked`` leads."""

    support_asked = Signal()
    follow_up_asked = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._build()
        self._connect()

    def _build(self) -> None:
        self.timeline = TimelineSection(self._context, self._messages)
        self.follow_up_button = button(_("Make a follow-up"), "memberMakeFollowUp", icon="phone")
        self._reasons = Lines("memberReasons", _("Contact needed"))
        self._attention = column(
            heading(_("Contact needed"), self.follow_up_button), self._reasons, margins=(0, 0, 0, 0), spacing=4
        )
        self.strip = MarkStrip()
        self._marks = column(heading(_("Latest marks")), self.strip, spacing=4)
        self.more_button = button(_("Show all"), "memberSupport", flat=True)
        self._touch = Lines("memberTouch", _("In touch"))
        self._goals = Lines("memberGoalsInShort", _("Goals"))
        self._goals_part = column(heading(_("Goals")), self._goals, spacing=4)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            self._attention,
            self.timeline,
            self._marks,
            heading(_("In touch"), self.more_button),
            self._touch,
            self._goals_part,
            self.timeline.details,
        ):
            lines.addWidget(part)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.follow_up_button.clicked.connect(self.follow_up_asked)
        self.more_button.clicked.connect(self.support_asked)
        self._touch.clicked.connect(self._messages.lead_to_member)

    def show_member(self, member: MemberPage) -> None:
        """Show a member's story as the file has it now."""
        story = member.story
        self.timeline.show_member(member, story.timeline)
        self._reasons.show_lines((_reason_line(reason, story.thresholds) for reason in story.reasons), "")
        self._attention.setVisible(bool(story.reasons))
        self.follow_up_button.setVisible(self._context.actor.may(Permission.KEEP_FOLLOW_UPS))
        self.strip.show_marks([(day, group, Mark(mark)) for day, group, mark in member.strip])
        self._marks.setVisible(bool(member.strip))
        self._touch.show_lines(self._touch_lines(story), _("No follow-up is planned and no mentor is named yet."))
        goals = [goal for goal in story.goals or () if goal.state is GoalState.OPEN]
        self._goals_part.setVisible(story.goals is not None)
        self._goals.show_lines(map(_goal_line, goals[:MOST_GOALS]), _("No goal is under way."))

    def _touch_lines(self, story: MemberStory) -> Iterator[QWidget]:
        today = self._context.today()
        following = min((row for row in story.follow_ups if row.is_open), key=lambda row: row.due_on, default=None)
        if following is not None:
            yield label(_follow_up(following, following.days_overdue(today)), "nextFollowUp", wrap=True)
        for pair in story.mentoring.mentors:
            if pair.to_day is None:
                yield _pair_line(pair)
        if text := follow_ups.last_contact(story.heard):
            yield label(text, "lastContact", wrap=True)


def _reason_line(reason: Reason, thresholds: Thresholds) -> QWidget:
    """Why contact is needed, and the rule behind it."""
    return column(
        label(words.reason_with_done(reason), "reason", wrap=True),
        label(words.rule(reason.code, thresholds), "hint", wrap=True),
        spacing=0,
    )


def _follow_up(row: FollowUpRow, overdue: int) -> str:
    text = _("Next follow-up: {day}, {way}").format(day=short_date(row.due_on), way=words.of(row.way))
    if not overdue:
        return text
    late = ngettext("{count} day overdue", "{count} days overdue", overdue).format(count=overdue)
    return f"{text} · {late}"


def _pair_line(pair: PairRow) -> QWidget:
    """The mentor as a button, and when the two were last in touch."""
    if pair.last_contact is None:
        met = _("Mentor since {day}; no meeting is written down yet").format(day=short_date(pair.from_day))
    else:
        met = _("Mentor; they last met on {day}").format(day=short_date(pair.last_contact))
    return column(
        link(pair.mentor.name, f"mentor-{pair.mentor.id}", pair.mentor.id), label(met, "hint", wrap=True), spacing=0
    )


def _goal_line(goal: GoalRow) -> QWidget:
    kind = [words.of(goal.kind)] if goal.kind is GoalKind.PLEDGE else []
    by = [_("by {day}").format(day=short_date(goal.due_on))] if goal.due_on else []
    last = [said(goal.last_said.kind, goal.last_said.text)] if goal.last_said else []
    return column(
        label(goal.text, "goalText", wrap=True), label(" · ".join([*kind, *by, *last]), "hint", wrap=True), spacing=0
    )
