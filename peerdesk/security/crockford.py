"""Crockford's base 32: numbers as letters that survive being read aloud, written by hand and typed back.

Source: https://www.crockford.com/base32.html. No I, L, O or U, so that nothing looks like a digit or like a rude word.
"""

from unicodedata import category, normalize

from peerdesk.domain.typed import ascii_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LOOK_ALIKES = str.maketrans("OIL", "011")


def encode(number: int, length: int) -> str:
    """Write the lowest 5 x length bits of a number, highest first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def decode(text: str) -> int:
    """Read what `encode` wrote.

    Raises:
        ValueError: if a character is not in the alphabet.
    """
    number = 0
    for character in text:
        number = number << 5 | ALPHABET.index(character)
    return number


def grouped(text: str) -> str:
    """Set a hyphen after each four characters."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def cleaned(typed: str) -> str:
    """Bring what a person typed to the alphabet's own form.

    Spaces, hyphens and other signs go; small letters, full-width letters, the digits of any script, and the letters
    O, I and L for 0 and 1 are understood. Letters outside the alphabet stay, for `decode` to refuse.
    """
    plain = ascii_digits(normalize("NFKC", typed)).upper().translate(_LOOK_ALIKES)
    return "".join(character for character in plain if category(character)[0] not in "ZPCS")
