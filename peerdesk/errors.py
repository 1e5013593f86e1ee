"""Failures PeerDesk expects and can explain to a person.

Anything else that is raised is a bug and ends in the crash dialog. Errors carry *codes* and values; the words are made
at the edge (``words``), so that a screen, a page and the command line say the same thing in the reader's language.
"""

import errno
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, object] = MappingProxyType({})


_UNWRITABLE = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",  # more than one file may hold
    errno.EIO: "file-unreachable",
    errno.ENAMETOOLONG: "folder-name-too-long",
    errno.EEXIST: "folder-is-none",
    errno.ENOTDIR: "folder-is-none",
    errno.ELOOP: "folder-is-none",
}
"""Why a folder cannot be written, where it is not that one may not."""


class Problem(NamedTuple):
    """One thing that cannot be kept as typed.

    Whatever is typed in says its own by ``problems()``: all of them at once, none where it is acceptable.

    Attributes:
        field: name of the input it stands beside; empty where it belongs to the whole form.
        code: what is wrong, a key of ``words.PROBLEMS``.
        values: what the sentence mentions (a limit, a date, a name).
    """

    field: str
    code: str
    values: Mapping[str, object] = _NOTHING


class PeerDeskError(Exception):
    """Base of every expected failure.

    Attributes:
        code: what happened, a key of ``words.FAILURES``.
        values: what the sentence mentions.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class InvalidInput(PeerDeskError):
    """One or more fields hold something that cannot be kept; nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("invalid-input")
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "; ".join(f"{problem.field}: {problem.code}" for problem in self.problems)


class NotPermitted(PeerDeskError):
    """The person logged in may not do this."""


class NotFound(PeerDeskError):
    """A number was given that stands for nothing in this centre's file."""


class ClockInDoubt(PeerDeskError):
    """The PC's clock does not fit the record: whoever sits there is asked, and nothing is written before."""


class AccessDenied(PeerDeskError):
    """User name, password or password recovery code do not open the file (never says which)."""


class StorageUnavailable(PeerDeskError):
    """The file, the key file, the folder or a lock is at fault, not the program."""

    @classmethod
    def unwritable(cls, folder: Path, error: OSError) -> "StorageUnavailable":
        """Why a folder could not be made or written."""
        return cls(_UNWRITABLE.get(error.errno or 0, "folder-read-only"), path=str(folder))


class DoneButAmiss(StorageUnavailable):
    """What was asked for is in force, and something beside it failed: told when all the rest is done, never instead."""


class HeldElsewhere(StorageUnavailable):
    """The folder's lock is another PC's: open over there, or left behind there. Only a person can look."""
