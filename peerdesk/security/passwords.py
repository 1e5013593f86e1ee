"""From a password to a key, and which passwords are good enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import category, normalize

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from peerdesk.domain.names import normal
from peerdesk.domain.typed import ascii_digits
from peerdesk.errors import InvalidInput, Problem

LEAST_LENGTH = 10
"""Characters. NIST SP 800-63B counts length, advises against rules of composition and for a look at what is common."""

LEAST_WORDS = 3
"""So many words are enough, however short they are."""

LEAST_FOR_PDF = 8
"""Characters of a PDF's password, which no key of the record hangs on."""

_MOST_FOR_PDF = 127
"""Bytes; a reader looks at no more of them (ISO 32000-2, 7.6.4.3.3)."""

STRONG_ENOUGH = 3
"""Of `strength`: a hundred million guesses, which is years on an office PC at what each of them costs."""

_LOOKED_AT = 72
"""Characters; what comes after them makes no password easier."""

KEY_LENGTH = 32
SALT_LENGTH = 16

_MEMORY = range(19_456, 262_145)
_TIME = range(1, 17)
_LANES = range(1, 5)
_MOST_WORK = 4 * 65_536 * 3
"""KiB times passes: four times what a new password gets, about a second on an office PC."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """How hard one guess at a password is made, by Argon2id (RFC 9106).

    The default takes a quarter of a second and 64 MiB on an office PC; a second lane made nothing faster there.
    Values outside the bounds cannot be made, so that nobody weakens a slot, or makes the PC choke, by editing the file.

    Attributes:
        memory: KiB; 19 MiB (OWASP's least) to 256 MiB.
        time: passes over the memory, 1 to 16; with all the memory no more work than four standard guesses.
        lanes: 1 to 4.
    """

    memory: int = 65_536
    time: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        for value, bounds in ((self.memory, _MEMORY), (self.time, _TIME), (self.lanes, _LANES)):
            if type(value) is not int or value not in bounds:
                raise ValueError("key derivation parameters out of bounds")
        if self.memory * self.time > _MOST_WORK:
            raise ValueError("a guess at this password would cost too much")


STANDARD = KdfParameters()
"""What a new password gets; older slots keep theirs until their password changes."""


def derive_key(password: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Turn a password into a key of `KEY_LENGTH` bytes; slow on purpose.

    The password is NFKC-normalised: two keyboards may compose the same Devanagari or accented letter differently.
    """
    kdf = Argon2id(
        salt=salt,
        length=KEY_LENGTH,
        iterations=parameters.time,
        lanes=parameters.lanes,
        memory_cost=parameters.memory,
    )
    return kdf.derive(normalize("NFKC", password).encode("utf-8", "surrogatepass"))


def user_key(user_name: str) -> str:
    """Return the form in which two user names are compared: capitals, spacing, width and script of digits ignored.

    Close to Unicode's NFKC_Casefold, which also drops what cannot be seen (a stray joiner from a Hindi keyboard).
    """
    folded = ascii_digits(normalize("NFKC", user_name).casefold())
    seen = "".join(character for character in folded if category(character) not in ("Cf", "Cs"))
    return " ".join(normalize("NFKC", seen).split())


def is_short(password: str) -> bool:
    """Whether a password has neither enough characters nor enough words."""
    return len(normalize("NFKC", password)) < LEAST_LENGTH and len(password.split()) < LEAST_WORDS


def strength(password: str, known: Iterable[str] = ()) -> int:
    """How hard a password is to guess, from 0 (among the first hundred) to 4; takes a few milliseconds.

    Args:
        password: the password.
        known: what anybody would try: the person's own names, the centre's.
    """
    from zxcvbn import zxcvbn  # its lists of names and words are needed for a new password alone

    words = [word for text in known for word in (text, "".join(text.split()), *text.split()) if word]
    typed = normalize("NFKC", password)[:_LOOKED_AT]
    if all(len(word) == 1 for word in typed.split()):  # spaces between single characters are no surprise
        typed = "".join(typed.split()) or typed
    found = int(zxcvbn(typed, user_inputs=words)["score"])
    return min(found, STRONG_ENOUGH - 1) if is_short(password) else found


def password_problems(password: str, user_name: str, known: Iterable[str] = ()) -> list[Problem]:
    """Say what is wrong with a new password, beside the field ``password``; empty means acceptable.

    Codes: ``password-blank``, ``password-too-short`` (values ``least``, ``words``), ``password-is-user-name``,
    ``password-easy`` (common, or made of names that anybody would try).
    """
    if not password.strip():
        return [Problem("password", "password-blank")]
    found = []
    if is_short(password):
        found.append(Problem("password", "password-too-short", {"least": LEAST_LENGTH, "words": LEAST_WORDS}))
    if user_key(password) == user_key(user_name):
        found.append(Problem("password", "password-is-user-name"))
    if not found and strength(password, (user_name, *known)) < STRONG_ENOUGH:
        found.append(Problem("password", "password-easy"))
    return found


def pdf_password_problems(password: str, again: str) -> list[Problem]:
    """Say what is wrong with the password of a PDF, beside ``password`` and ``again``; empty means acceptable.

    Letters, digits and signs of ASCII alone: readers do not agree on how others are turned into bytes. Codes:
    ``password-blank``, ``pdf-password-short`` (value ``least``), ``pdf-password-letters``, ``text-too-long``,
    ``password-easy``, ``passwords-differ``.
    """
    if not password.strip():
        return [Problem("password", "password-blank")]
    if not (password.isascii() and password.isprintable()):
        return [Problem("password", "pdf-password-letters")]
    if len(password) < LEAST_FOR_PDF:
        return [Problem("password", "pdf-password-short", {"least": LEAST_FOR_PDF})]
    if len(password) > _MOST_FOR_PDF:
        return [Problem("password", "text-too-long", {"most": _MOST_FOR_PDF})]
    if strength(password) < STRONG_ENOUGH - 1:  # the best that so few characters can reach
        return [Problem("password", "password-easy")]
    return [] if password == again else [Problem("again", "passwords-differ")]


def accepted_login(user_name: str, password: str, *, taken: bool = False) -> str:
    """Return a login's name as it is kept; `InvalidInput` with every problem with it and its password."""
    problems = password_problems(password, user_name)
    if not user_key(normal(user_name)):
        problems.insert(0, Problem("user_name", "user-name-blank"))
    elif taken:
        problems.insert(0, Problem("user_name", "user-name-taken"))
    if problems:
        raise InvalidInput(problems)
    return normal(user_name)
