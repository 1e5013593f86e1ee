"""What can stand in the note about a group, and when there is something to sign."""

from dataclasses import replace

import pytest

from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.errors import Problem
from tests.altered import altered

TEXTS = ("shared", "coping", "concerns", "plan")


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_alone_makes_a_note_worth_signing(name):
    assert altered(GroupNote(), name, "We talked.").written
    assert not altered(GroupNote(topic="Festivals"), name, "  ").written


@pytest.mark.parametrize(("name", "most"), [*((name, 20_000) for name in TEXTS), ("topic", 200)])
def test_a_text_is_as_long_as_fits_and_one_more_letter_is_refused_with_the_limit(name, most):
    assert replace(GroupNote(), **{name: "x" * most}).problems() == []
    assert replace(GroupNote(), **{name: "x" * (most + 1)}).problems() == [
        Problem(name, "text-too-long", {"most": most})
    ]
