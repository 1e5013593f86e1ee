from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from reportlab.pdfgen.canvas import Canvas

from peerdesk.domain.disclosures import LeftBy
from peerdesk.errors import StorageUnavailable
from peerdesk.ui.printing import choose_printer
from peerdesk.ui.reports.output import Paper, ReportOutput
from tests.screen import click

pytestmark = pytest.mark.window

PDF_PASSWORD = "blue boat 48"


@pytest.fixture
def left() -> list[LeftBy]:
    """How the pages left, as it was written down."""
    return []


@pytest.fixture
def paper(tmp_path, left) -> Paper:
    canvas = Canvas(str(tmp_path / "made.pdf"))
    for page in range(3):
        canvas.drawString(100, 700, f"page {page + 1}")
        canvas.showPage()
    canvas.save()
    return Paper(
        (tmp_path / "made.pdf").read_bytes(),
        "Sign-in sheet",
        "sign-in-sheet-G3.pdf",
        3,
        lambda by: lambda: left.append(by),
    )


@pytest.fixture
def show(on_screen, messages, runner):
    def show(choose) -> ReportOutput:
        window = QWidget()
        output = ReportOutput(messages, runner, choose)
        lines = QVBoxLayout(window)
        lines.addWidget(output)
        lines.addWidget(output.bar)
        on_screen(window)
        return output

    return show


@pytest.fixture
def output(show, printer, paper) -> ReportOutput:
    output = show(lambda _parent, _title: printer)
    output.take(paper)
    return output


def test_every_page_is_printed_and_its_progress_shown(qtbot, output, heard, printer):
    click(qtbot, output.print_button)
    assert output.bar.text() == "Printing page 1 of 3…"
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["The pages have been sent to the printer."]
    assert output.bar.text() == ""
    with pypdfium2.PdfDocument(printer.outputFileName()) as printed:
        assert len(printed) == 3


def test_printing_can_be_called_off(qtbot, output, runner, worker_busy, heard, tmp_path):
    with worker_busy():
        click(qtbot, output.print_button)
        assert not output.print_button.isEnabled()
        click(qtbot, output.bar.cancel_button)
    assert runner.finish()
    QCoreApplication.sendPostedEvents()
    assert heard == ["Printing was cancelled. Pages sent before may still come out."]
    assert not (tmp_path / "paper.pdf").exists()
    assert output.print_button.isEnabled()


def test_closing_the_printer_s_dialog_prints_nothing(qtbot, show, paper, heard):
    output = show(lambda _parent, _title: None)
    output.take(paper)
    click(qtbot, output.print_button)
    assert output.bar.text() == ""
    assert heard == []


def test_without_a_printer_the_way_out_is_told(qtbot, show, paper, heard):
    output = show(choose_printer)
    output.take(paper)
    click(qtbot, output.print_button)
    assert heard == ["No printer was found. Please connect one, or save the pages as a PDF file."]


def test_the_pages_are_saved_under_the_name_chosen(qtbot, output, paper, heard, tmp_path):
    click(qtbot, output.save_button)
    dialog = output.findChild(QFileDialog, "saveDialog")
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.selectedFiles()[0].endswith("/sign-in-sheet-G3.pdf")
    dialog.selectFile(str(tmp_path / "kept here"))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [f"Saved as {tmp_path / 'kept here.pdf'}."]
    assert (tmp_path / "kept here.pdf").read_bytes() == paper.pdf


def test_a_place_that_cannot_be_written_is_told(qtbot, output, heard, tmp_path):
    output._on_file_chosen(str(tmp_path))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [
        "The file could not be written. Please choose another place, or close the program that has it open."
    ]


def test_without_pages_there_is_nothing_to_press(output):
    output.take(None)
    assert not output.print_button.isEnabled()
    assert not output.save_button.isEnabled()


def test_what_was_asked_for_pages_that_never_came_is_forgotten(qtbot, output, paper, heard):
    output.await_paper()
    click(qtbot, output.print_button)
    output.take(None)
    output.take(paper)
    assert output.bar.text() == ""


def test_a_window_that_is_gone_before_its_pages_are_printed_is_not_told(
    qtbot, messages, runner, worker_busy, printer, paper, tmp_path
):
    output = ReportOutput(messages, runner, lambda _parent, _title: printer)
    with qtbot.waitExposed(output):
        output.show()
    output.take(paper)
    with worker_busy():
        click(qtbot, output.print_button)
        output.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert runner.finish()
    QCoreApplication.sendPostedEvents()
    assert not (tmp_path / "paper.pdf").exists()


def test_what_leaves_is_written_down_before_it_does_and_what_cannot_be_does_not_leave(
    qtbot, show, heard, paper, printer, left, tmp_path
):
    def refused(_by):
        def note():
            raise StorageUnavailable("disk-full")

        return note

    output = show(lambda _parent, _title: printer)
    output.take(replace(paper, leaving=refused))
    click(qtbot, output.print_button)
    qtbot.waitUntil(lambda: not output.bar.isVisible())
    output._on_file_chosen(str(tmp_path / "kept.pdf"))
    qtbot.waitUntil(lambda: output._runner.finish())
    assert not (tmp_path / "paper.pdf").exists()
    assert not (tmp_path / "kept.pdf").exists()
    output.take(paper)
    click(qtbot, output.print_button)
    qtbot.waitUntil(lambda: (tmp_path / "paper.pdf").exists())
    output._on_file_chosen(str(tmp_path / "kept.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "kept.pdf").exists())
    assert left == [LeftBy.PRINTED, LeftBy.PDF]


@pytest.fixture
def closing(show, paper):
    """The output of a centre that has PDFs saved with a password."""
    output = show(lambda _parent, _title: None)
    output.window().layout().addWidget(output.password_panel)
    output.take(replace(paper, wants_password=True))
    return output


def type_password(qtbot, output, typed=PDF_PASSWORD, again=PDF_PASSWORD):
    click(qtbot, output.save_button)
    panel = output.password_panel
    assert panel.window().focusWidget() is panel.first.edit
    qtbot.keyClicks(panel.first.edit, typed)
    qtbot.keyClicks(panel.second.edit, again)
    click(qtbot, panel.keep_button)


def test_pages_that_want_a_password_are_saved_behind_the_one_typed(qtbot, closing, heard, tmp_path):
    type_password(qtbot, closing)
    dialog = closing.findChild(QFileDialog, "saveDialog")
    qtbot.waitUntil(dialog.isVisible)
    assert not closing.password_panel.isVisible()
    dialog.selectFile(str(tmp_path / "kept"))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(heard))
    path = tmp_path / "kept.pdf"
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(path)
    with pypdfium2.PdfDocument(path, password="blue boat 48") as document:
        assert document[2].get_textpage().get_text_bounded() == "page 3"


def test_a_password_that_will_not_do_is_said_beside_it_and_no_place_is_asked_for(qtbot, closing):
    type_password(qtbot, closing, "short")
    assert closing.password_panel.first.problem == "The password of a PDF needs at least 8 characters."
    assert closing.findChild(QFileDialog, "saveDialog") is None
    closing.password_panel.start()
    type_password(qtbot, closing, again="blue boat 84")
    assert closing.password_panel.second.problem
    assert closing.findChild(QFileDialog, "saveDialog") is None


def test_a_password_serves_one_file_and_is_asked_for_again(qtbot, closing, heard, tmp_path):
    type_password(qtbot, closing)
    dialog = closing.findChild(QFileDialog, "saveDialog")
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
    panel = closing.password_panel
    click(qtbot, closing.save_button)
    assert panel.isVisible()
    assert (panel.first.edit.text(), panel.second.edit.text()) == ("", "")
    closing._on_file_chosen(str(tmp_path / "kept.pdf"))
    assert not (tmp_path / "kept.pdf").exists(), "never in the clear"


def test_pages_that_come_after_the_password_was_typed_are_not_saved_in_the_clear(qtbot, closing, paper, tmp_path):
    closing.take(paper)
    click(qtbot, closing.save_button)
    dialog = closing.findChild(QFileDialog, "saveDialog")
    qtbot.waitUntil(dialog.isVisible)
    closing.take(replace(paper, wants_password=True))
    dialog.selectFile(str(tmp_path / "kept"))
    dialog.accept()
    assert closing.password_panel.isVisible()
    assert closing._runner.finish()
    assert not (tmp_path / "kept.pdf").exists()


def test_printing_asks_for_no_password(qtbot, closing, heard, printer):
    closing._choose_printer = lambda _parent, _title: printer
    click(qtbot, closing.print_button)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["The pages have been sent to the printer."]
