"""Members of the Morning Circle on their page."""

import pytest


@pytest.fixture
def member_id(circle) -> int:
    """Ramesh."""
    return circle.member_ids[0]
