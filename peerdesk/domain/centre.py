"""The centre and its staff, as every layer but the database sees them."""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from peerdesk.domain.access import Role
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem
from peerdesk.i18n import LANGUAGES

LARGEST_LOGO = 1_000_000
_IN_USER_NAMES = "_.-\u200c\u200d"  # the last two, joiners, are typed with some conjuncts and left out in comparing


@dataclass(frozen=True, slots=True)
class CentreDetails:
    """The centre as its letterhead shows it; as typed in a form, and as kept.

    Attributes:
        code: 2 to 8 Latin capitals and digits that begin every admission number.
        logo: a PNG or JPEG of at most a megabyte.
        language: code of the language screens and paper start in.
        pdf_password: whether reports are saved as PDF with a password, which is typed each time.
    """

    name: str = ""
    code: str = ""
    address: str = ""
    registration_number: str = ""
    logo: bytes | None = None
    language: str = "en"
    pdf_password: bool = False

    def problems(self) -> list[Problem]:
        found: list[Problem] = []
        if blank(self.name):
            found.append(Problem("name", "centre-name-missing"))
        elif len(self.name) > 120:
            found.append(Problem("name", "text-too-long", {"most": 120}))
        if not re.fullmatch(r"[A-Z0-9]{2,8}", self.code):
            found.append(Problem("code", "centre-code-wrong"))
        found += [
            Problem(name, "text-too-long", {"most": 300})
            for name in ("address", "registration_number")
            if len(getattr(self, name)) > 300
        ]
        if self.language not in LANGUAGES:
            found.append(Problem("language", "language-unknown"))
        if self.logo is not None and not _is_picture(self.logo):
            found.append(Problem("logo", "logo-wrong", {"most": LARGEST_LOGO // 1000}))
        return found


def _is_picture(data: bytes) -> bool:
    return len(data) <= LARGEST_LOGO and data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """A staff member as typed in a form."""

    user_name: str = ""
    name: str = ""
    designation: str = ""
    role: Role = Role.COUNSELLOR

    def problems(self) -> list[Problem]:
        found: list[Problem] = []
        if not _is_user_name(self.user_name):
            found.append(Problem("user_name", "user-name-wrong"))
        if blank(self.name):
            found.append(Problem("name", "staff-name-missing"))
        found += [
            Problem(name, "text-too-long", {"most": 120})
            for name in ("name", "designation")
            if len(getattr(self, name)) > 120
        ]
        return found


def _is_user_name(text: str) -> bool:
    """Whether it is one word, in any script; to Python the vowel signs of मीना are no letters."""
    return (
        2 <= len(text) <= 40
        and not category(text[0]).startswith("M")
        and all(char.isalnum() or char in _IN_USER_NAMES or category(char).startswith("M") for char in text)
    )


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A staff member as lists show them; of so many members they are the key counsellor."""

    id: int
    user_name: str
    name: str
    designation: str
    role: Role
    active: bool
    answers_for: int = 0


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the centre holds no groups."""

    day: date
    name: str
