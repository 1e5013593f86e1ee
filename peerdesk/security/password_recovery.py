"""The password recovery code: the way back in when every password is lost, printed once on the password recovery sheet.

160 random bits as eight groups of four characters, then one group that checks them. The check is the remainder by a
prime, so that any one wrong character and any two exchanged ones are always noticed, and anything else but once in a
million times: a person at the keyboard is told "mistyped", not "wrong code". It adds no strength and takes none.
"""

import secrets

from peerdesk.errors import InvalidInput, Problem
from peerdesk.security import crockford

_BITS = 160
_LENGTH = 32
_CHECK_LENGTH = 4
_PRIME = 1_048_573
"""The greatest below 2^20, the room of four characters. 32 is a primitive root of it."""


def new_code() -> str:
    """Make a password recovery code, hyphenated for print."""
    number = secrets.randbits(_BITS)
    return crockford.grouped(crockford.encode(number, _LENGTH) + crockford.encode(number % _PRIME, _CHECK_LENGTH))


def parse_code(text: str) -> bytes:
    """Read a code as a person types it from paper (see `crockford.cleaned`).

    Returns:
        The 20 secret bytes.

    Raises:
        InvalidInput: ``recovery-code-mistyped``, beside the field ``recovery_code``.
    """
    typed = crockford.cleaned(text)
    try:
        number, check = crockford.decode(typed[:_LENGTH]), crockford.decode(typed[_LENGTH:])
    except ValueError:
        raise _mistyped() from None
    if len(typed) != _LENGTH + _CHECK_LENGTH or number % _PRIME != check:
        raise _mistyped()
    return number.to_bytes(_BITS // 8, "big")


def _mistyped() -> InvalidInput:
    return InvalidInput([Problem("recovery_code", "recovery-code-mistyped")])
