"""Finished pages behind a password."""

from io import BytesIO


def with_password(pdf: bytes, password: str) -> bytes:
    """Return the same pages, encrypted with AES-256 under a password (ISO 32000-2, revision 6), title and author too.

    Whoever knows the password may print and copy: forbidding it would be a wish that a reader need not heed.
    """
    from pypdf import PdfReader, PdfWriter  # needed for nothing else

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.pdf_header = "%PDF-1.7"  # the oldest that readers expect this encryption in
    writer.encrypt(password, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
