"""What a call that must be refused says, as codes that tests compare."""

from collections.abc import Callable

import pytest

from peerdesk.errors import InvalidInput, PeerDeskError


def problems_of(act: Callable[..., object], *arguments: object, **named: object) -> list[str]:
    """Every problem as ``field: code``, in the order in which the form shows them."""
    with pytest.raises(InvalidInput) as caught:
        act(*arguments, **named)
    return [f"{problem.field}: {problem.code}" for problem in caught.value.problems]


def failure_of(act: Callable[..., object], *arguments: object, **named: object) -> str:
    """The code of any other expected failure."""
    with pytest.raises(PeerDeskError) as caught:
        act(*arguments, **named)
    return caught.value.code
