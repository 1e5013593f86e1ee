"""Aadhaar numbers, of which no more than the last four digits are kept.

UIDAI, January 2023: who verifies an Aadhaar number does not store it; a copy that is kept is masked so that nobody can
get the number back. The masked form is that of the masked Aadhaar: eight signs, then the last four digits.
"""

import re
from unicodedata import decimal

_TWELVE = re.compile(r"(?<![\w+])\d{4}([ \u00a0.\-–]?)\d{4}\1\d{4}(?!\w)(?![.,\-–]\d)")
"""Twelve digits by themselves, together or in fours: nothing that is part of a longer number or word.
More fours may follow: better a card number masked than an Aadhaar number kept that has a year behind it."""

_MOBILE = re.compile(r"91[6-9]\d{9}")
"""A mobile number with the country's code, as it is written without a space (TRAI: ten digits, the first 6 to 9)."""

_MASK = "X"


def masked(text: str) -> str:
    """Replace all but the last four digits of every Aadhaar number; the text stays as long as it was.

    A number counts that is written together or in fours, in digits of whatever script, does not begin with 0 or 1, ends
    with its right check digit, and is no phone number: one written together that can be one is left alone.
    """
    return _TWELVE.sub(_masked, text)


def is_check_digit_right(digits: str) -> bool:
    """Whether a number ends with its check digit by J. Verhoeff (Error detecting decimal codes, 1969)."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _times(check, _permuted(int(digit), place))
    return check == 0


def _masked(found: re.Match[str]) -> str:
    number, between = found[0], found[1]
    digits = "".join(str(decimal(sign)) for sign in number if sign.isdecimal())
    is_phone = not between and _MOBILE.fullmatch(digits) is not None
    if is_phone or digits[0] in "01" or not is_check_digit_right(digits):
        return number
    return "".join(_MASK if sign.isdecimal() else sign for sign in number[:-4]) + number[-4:]


_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
"""What a digit becomes one place further to the left."""


def _permuted(digit: int, place: int) -> int:
    for _ in range(place % 8):
        digit = _STEP[digit]
    return digit


def _times(first: int, second: int) -> int:
    """Multiply two digits as the turns (0 to 4) and flips (5 to 9) of a pentagon."""
    turn = (first + second if first < 5 else first - second) % 5
    return turn + 5 * ((first < 5) != (second < 5))
