"""Today's session of the Morning Circle, open on its page."""

from dataclasses import replace

import pytest

from peerdesk.ui.sessions.session_page import SessionPage
from tests.centres import TODAY
from tests.looking import session_on


@pytest.fixture
def session_id(circle, storage) -> int:
    return session_on(storage, circle.group_id, TODAY)


@pytest.fixture
def open_session(show_page, context, messages, session_id):
    """Opens today's session, for the counsellor unless somebody else is named."""

    def open_session(actor=None) -> SessionPage:
        page = SessionPage(replace(context, actor=actor or context.actor), messages)
        page.open(session_id)
        return show_page(page)

    return open_session


@pytest.fixture
def page(open_session) -> SessionPage:
    return open_session()
