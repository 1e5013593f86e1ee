"""Passwords at the command line: out of a file, or typed where somebody sits there."""

import codecs
import sys
from getpass import getpass
from pathlib import Path

from peerdesk.domain.typed import without_marks
from peerdesk.errors import InvalidInput, StorageUnavailable


def of_log_in(file: str | None) -> str:
    """The password of a log-in, from a file or typed.

    Raises:
        StorageUnavailable: if the file cannot be read, or nobody can be asked.
    """
    if file is not None:
        return _kept(file)
    if not sys.stdin.isatty():
        raise StorageUnavailable("password-not-asked")
    return getpass("Password: ")


def of_pdf(file: str | None) -> str:
    """The password that a PDF is to get, from a file or typed twice.

    Raises:
        StorageUnavailable: as :func:`of_log_in`.
        InvalidInput: if it is none for a PDF.
    """
    from peerdesk.security.passwords import pdf_password_problems

    if file is not None:
        password = again = _kept(file)
    elif sys.stdin.isatty():
        password, again = getpass("Password for the PDF: "), getpass("The same password again: ")
    else:
        raise StorageUnavailable("pdf-password-not-asked")
    if problems := pdf_password_problems(password, again):
        raise InvalidInput(problems)
    return password


def _kept(file: str) -> str:
    try:
        kept = Path(file).read_bytes()
    except OSError as error:
        raise StorageUnavailable("password-file-unreadable", path=file) from error
    if kept.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in kept:
        raise StorageUnavailable("password-file-utf-16", path=file)
    try:
        text = kept.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StorageUnavailable("password-file-unreadable", path=file) from error
    return without_marks(text).removesuffix("\n").removesuffix("\r")
