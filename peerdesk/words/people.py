"""How a person is told apart from others of the name."""

from peerdesk.domain.members.members import Relation
from peerdesk.words.codes import of


def relative(relation: Relation | None, name: str) -> str:
    """``S/o Mohan Lal``; the name alone where nobody said what the relative is, empty without a name."""
    return f"{of(relation)} {name}" if relation and name else name
