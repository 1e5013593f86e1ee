"""Looks up what the file has of a member that a page shows."""

from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.services.members import member_page
from peerdesk.ui.members.members_page import MembersPage
from tests.centres import TODAY


def kept(page: MembersPage, member_id: int) -> MemberPage:
    """All of it, as whoever sees the page may read it."""
    return member_page.page(page._context.storage, page._context.actor, member_id, today=TODAY)
