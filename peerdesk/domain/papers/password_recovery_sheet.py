"""What the password recovery sheet needs."""

from dataclasses import dataclass

from peerdesk.domain.papers.letterhead import Letterhead, Printed


@dataclass(frozen=True, slots=True)
class PasswordRecoverySheet:
    """The way back in when the passwords are lost, printed once at the first run and again for a new code.

    Attributes:
        code: as `security.password_recovery.new_code` made it, hyphenated; never kept anywhere but on this paper.
        coordinator: the name of the person in charge, who keeps the sheet.
        keys: how many entries the list of keys has, this sheet's among them.
        fingerprint: of that list; it stands in *About this centre* for ever.
    """

    letterhead: Letterhead
    printed: Printed
    code: str
    coordinator: str
    keys: int
    fingerprint: str
