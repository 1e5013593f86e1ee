"""The second place of the copies: a stick or another disk, known again whatever letter it gets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FOLDER = "PeerDesk backups"
"""The folder that is made in the place that was chosen."""

MARK = "peerdesk-place.json"
"""Lies in that folder and holds its number: two sticks with one name are told apart by it."""


@dataclass(frozen=True, slots=True)
class Drive:
    """A disk or stick that is plugged in and can be written to.

    Attributes:
        name: as the file manager calls it.
        free: bytes.
        is_apart: whether it can be plugged out, as far as its place tells.
    """

    root: Path
    name: str
    free: int
    is_apart: bool


Drives = Callable[[], Sequence[Drive]]
"""What is plugged in now."""


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where copies are brought to, as the preferences of this PC keep it.

    Attributes:
        mark: random number of the folder on the stick.
        path: where it was seen last.
        name: how people call it: the name of the stick.
        newest: when the newest copy was made that arrived there; ``None`` before the first.
    """

    mark: str
    path: str
    name: str
    newest: datetime | None = None

    def document(self) -> dict[str, object]:
        """As it is kept in the preferences."""
        newest = self.newest.isoformat(" ") if self.newest else ""
        return {"mark": self.mark, "path": self.path, "name": self.name, "newest": newest}

    @classmethod
    def parse(cls, document: Mapping[str, object]) -> "SecondPlace | None":
        """What the preferences hold; ``None`` where that is no place."""
        match document:
            case {"mark": str(mark), "path": str(path), "name": str(name), "newest": str(newest)} if mark and path:
                return cls(mark, path, name, _moment(newest))
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None
