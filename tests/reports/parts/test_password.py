from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from reportlab.pdfgen.canvas import Canvas

from peerdesk.reports.parts.password import with_password

PASSWORD = "blue boat 48"


@pytest.fixture(scope="module")
def clear() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.setTitle("Progress of Ramesh")
    for page in range(2):
        canvas.drawString(100, 700, f"Ramesh Kumar, page {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def closed(clear) -> bytes:
    return with_password(clear, PASSWORD)


def test_the_password_opens_the_same_pages(closed):
    with pypdfium2.PdfDocument(closed, password=PASSWORD) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        assert pages == ["Ramesh Kumar, page 1", "Ramesh Kumar, page 2"]
        assert document.get_metadata_value("Title") == "Progress of Ramesh"


@pytest.mark.parametrize("wrong", [None, "", "Blue boat 48", "blue boat 4"])
def test_without_it_or_with_another_one_nothing_opens(closed, wrong):
    with pytest.raises(pypdfium2.PdfiumError, match="Incorrect password"):
        pypdfium2.PdfDocument(closed, password=wrong)


def test_no_word_of_the_pages_stands_in_the_file(clear, closed):
    said = (b"Ramesh", "Ramesh".encode("utf-16-be"), b"Ramesh".hex().encode())
    assert said[0] in clear
    assert [word for word in said if word in closed] == []


def test_it_is_aes_256_of_the_standard_s_own_revision(closed):
    encryption = PdfReader(BytesIO(closed)).trailer["/Encrypt"].get_object()
    assert isinstance(encryption, DictionaryObject)
    assert [repr(encryption[key]) for key in ("/V", "/R", "/Length")] == ["5", "6", "256"]
    assert "/AESV3" in repr(encryption["/CF"])
    assert closed.startswith(b"%PDF-1.7")


def test_the_same_pages_are_closed_otherwise_each_time(clear, closed):
    assert with_password(clear, PASSWORD) != closed
