"""Somebody who is cared for."""

import pytest


@pytest.fixture
def member_id(centre) -> int:
    return centre.member()
