"""The tab of a member's page that shows mentoring, contacts, follow-ups, goals and the staying-well plan."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.ui.members.contacts import ContactsSection
from peerdesk.ui.members.follow_ups import FollowUpsSection
from peerdesk.ui.members.goals import GoalsSection
from peerdesk.ui.members.mentoring import MentoringSection
from peerdesk.ui.messages import Messages
from peerdesk.ui.staying_well.section import StayingWellSection


class SupportTab(QWidget):
    """Each part changes what it shows in a panel of its own."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self.follow_ups = FollowUpsSection(context, messages)
        self.contacts = ContactsSection(context, messages)
        self.mentoring = MentoringSection(context, messages)
        self.goals = GoalsSection(context, messages)
        self.staying_well = StayingWellSection(context, messages)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self.sections = (self.follow_ups, self.mentoring, self.goals, self.staying_well, self.contacts)
        for part in self.sections:
            lines.addWidget(part)

    def show_member(self, member: MemberPage) -> None:
        """Show a member's support as the file has it now; panels under way stay as they are."""
        story = member.story
        self.follow_ups.show_member(member, story.follow_ups)
        self.contacts.show_member(member, story.contacts)
        self.mentoring.show_member(member, story.mentoring)
        self.goals.show_member(member, story.goals)
        self.staying_well.show_member(member, story.plan)
