"""The key of the small centre's file, for tests that open it themselves."""

import pytest

from peerdesk.security.master import Master
from peerdesk.services import access
from tests.conftest import PASSWORD


@pytest.fixture
def master(folder) -> Master:
    return access.unlock(folder, "meena", PASSWORD)
