"""Reports: choose one, choose what it covers, see the real pages at once; then Print or Save PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from peerdesk import publishing, words
from peerdesk.context import AppContext
from peerdesk.domain.changes import Changed
from peerdesk.domain.disclosures import Disclosure, LeftBy
from peerdesk.domain.papers.choices import Choices
from peerdesk.errors import InvalidInput, PeerDeskError, Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.publishing import Made
from peerdesk.reports.catalogue import REPORTS
from peerdesk.services import disclosures
from peerdesk.ui.keys import PageKey, with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.reports.choices import ReportChoices
from peerdesk.ui.reports.output import Paper, ReportOutput, choose_printer
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widgets.pages_view import PagesView
from peerdesk.ui.widgets.parts import button, card, label, row, scrolled
from peerdesk.ui.widgets.tips import set_tip

if TYPE_CHECKING:
    from peerdesk.ui.reports.output import ChoosePrinter

CHOICES_WIDTH = 292
HINT_AFTER_MS = 300
"""A busy hint that comes sooner would only flicker."""

_ROW = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What pages are made by, besides the file; asked for again, they are not made again."""

    name: str
    choices: Choices
    language: str


class ReportsPage(Page):
    """A change of any choice makes the pages again; the former ones stay in sight until then."""

    watches = ~Changed.DISCLOSURES

    def __init__(
        self, context: AppContext, messages: Messages, runner: TaskRunner, choose: ChoosePrinter = choose_printer
    ) -> None:
        super().__init__(context, messages)
        self._runner = runner
        self._names = publishing.offered(context.actor)
        self._name = self._names[0]
        self._begun = False
        self.output = ReportOutput(messages, runner, choose)
        self._making = _Making()
        self._asked: Asked | None = None
        self._shown: Asked | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setObjectName("reports")
        self.list.setAccessibleName(_("Reports"))
        for name in self._names:
            item = QListWidgetItem(_(REPORTS[name].title))
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.list.setFixedHeight(len(self._names) * _ROW + 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel = ReportChoices(self._context, self._messages)
        self.to_look_at = label("", "problem", wrap=True)
        self.to_look_at.setAccessibleName(_("To look at"))
        self.to_look_at.hide()
        self.view = PagesView("pages", _("Pages"))
        self.count = label("", "hint")
        self.smaller = button("−", "zoomOut", flat=True)
        self.fit_button = button(_("Fit"), "zoomFit", flat=True)
        self.larger = button("+", "zoomIn", flat=True)
        for tool, name, key in (
            (self.smaller, _("Zoom out"), PageKey.ZOOM_OUT),
            (self.fit_button, _("Fit to width"), PageKey.ZOOM_FIT),
            (self.larger, _("Zoom in"), PageKey.ZOOM_IN),
        ):
            tool.setAccessibleName(name)
            set_tip(tool, with_key(name, key.shown))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(HINT_AFTER_MS)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        zoom = row(self.smaller, self.fit_button, self.larger, spacing=0)
        head = row(label(_("Reports"), "title"), None, self.count, zoom, self.output)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(card(self.list, margin=6))
        column.addWidget(card(self.panel, margin=12))
        column.addWidget(self.to_look_at)
        column.addStretch(1)
        left = scrolled(choices, "choices")
        left.setFixedWidth(CHOICES_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(left)
        line.addWidget(self.view, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 12, 14, 10)
        lines.setSpacing(8)
        lines.addWidget(self.output.password_panel)
        lines.addLayout(line, 1)
        lines.insertWidget(0, head)  # on top, but after the choices for the Tab key

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._on_report)
        self.panel.chosen.connect(self._make)
        self.smaller.clicked.connect(self.view.zoom_out)
        self.fit_button.clicked.connect(self.view.fit)
        self.larger.clicked.connect(self.view.zoom_in)
        self._slow.timeout.connect(self._on_slow)
        self.destroyed.connect(self._making.cancel)

    def open(self, name: str, choices: Choices) -> None:
        """Show a report with choices made elsewhere; what they leave out is as the last time."""
        with self._messages.reporting():
            self._context.actor.require(publishing.declared(name).permission)
            self.panel.refresh()
            self._select(name)
            self.panel.take(choices)
            self._make()

    def refresh(self) -> None:
        self.panel.refresh()
        if not self._begun:
            self._select(self._name)
        self._asked = None
        self._make()

    # Choosing

    def _select(self, name: str) -> None:
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(self._names.index(name))
        self._name = name
        self._begun = True
        self.panel.ask(name, self._remembered(name), publishing.usual_names(name, self._context.settings))

    def _remembered(self, name: str) -> dict[str, object]:
        found = self._context.settings.choices.get(name)
        return found if isinstance(found, dict) else {}

    @Slot()
    def _on_report(self) -> None:
        chosen = self.list.selectedIndexes()
        if chosen and self._names[chosen[0].row()] != self._name:
            with self._messages.reporting():
                self._select(self._names[chosen[0].row()])
                self._make()

    @Slot()
    def _make(self) -> None:
        """Make the pages that are wanted now, unless they are in sight or under way. Earlier work is called off."""
        self._remember_names()
        try:
            asked = Asked(self._name, self.panel.choices(), self.panel.language())
        except InvalidInput as error:
            self._drop(error)
            return
        self.panel.show_problems(None)
        if asked == self._asked:
            return
        self._stop_making()
        self._asked = asked
        self._slow.start()
        self.output.await_paper()
        self._making.job = self._runner.start(partial(_publish, self._context, asked), self._on_made, self._on_failed)

    def _remember_names(self) -> None:
        """At once, with pages or without: the next report and the next start name members no more fully."""
        settings, names = self._context.settings, self.panel.naming()
        outside = REPORTS[self._name].shared_outside  # says nothing of how the next report names members
        if names is not None and not outside and settings.names != names:
            settings.names = names.value
            settings.save()

    def _stop_making(self) -> None:
        self._making.cancel()
        self._slow.stop()

    def _drop(self, error: InvalidInput) -> None:
        """The choices cannot be meant: no pages, rather than pages of something else."""
        self._stop_making()
        self._asked = self._shown = None
        self.panel.show_problems(error)
        self._show_hint(_("The pages appear as soon as the choices are right."))
        self._look_at([problem for problem in error.problems if problem.field == "member"])  # it has no line of its own

    def _on_made(self, made: Made) -> None:
        self._stop_making()
        pdf = made.pdf
        asked = self._asked
        if asked is None:
            return
        another = self._shown is None or self._shown.name != asked.name
        self._shown = asked
        self.view.show_pdf(pdf, from_top=another)
        pages = self.view.page_count()
        self.count.setText(ngettext("{count} page", "{count} pages", pages).format(count=pages))
        self._context.settings.choices[asked.name] = self.panel.remembered()
        self._context.settings.save()
        self._look_at(made.to_look_at)
        leaving, title = partial(self._leaving, asked, made.members), _(REPORTS[asked.name].title)
        self.output.take(Paper(pdf, title, self._file_name(asked), pages, leaving, made.wants_password))

    def _leaving(self, asked: Asked, members: frozenset[int], by: LeftBy) -> Callable[[], None]:
        """What writes down that these pages leave, for whom and why as typed now."""
        chosen = asked.choices
        for_whom = publishing.made_for(asked.name, chosen)
        leaving = Disclosure(by, asked.name, members, 0, chosen.first, chosen.last, *self.panel.told(), for_whom)
        return partial(disclosures.note, self._context.storage, self._context.actor, leaving)

    def _on_failed(self, error: PeerDeskError) -> None:
        if isinstance(error, InvalidInput):
            self._drop(error)
            return
        self._stop_making()
        self._asked = self._shown = None
        self._messages.warn(error)
        self._show_hint(words.failure(error))

    def _look_at(self, found: Sequence[Problem]) -> None:
        """Say what to look at before the paper is handed over; it stands below the choices, where nothing moves."""
        self.to_look_at.setText("\n".join(map(words.problem, found)))
        self.to_look_at.setVisible(bool(found))

    def _show_hint(self, text: str) -> None:
        self._look_at(())
        self.view.show_hint(text)
        self.count.setText("")
        self.output.take(None)

    def _file_name(self, asked: Asked) -> str:
        """Report, day, and numbers instead of names: a file lies about where everybody reads its name."""
        day = self.panel.about_day()
        numbers = {"G": asked.choices.group, "M": asked.choices.member, "S": asked.choices.session}
        parts = [asked.name, *([day.isoformat()] if day else [])]
        parts += [f"{letter}{number}" for letter, number in numbers.items() if number is not None]
        return "-".join(parts) + ".pdf"

    @Slot()
    def _on_slow(self) -> None:
        self.count.setText(_("Making the pages…"))

    @Slot()
    def print_pages(self) -> None:
        """Print what is shown, or about to be; for Ctrl+P."""
        self.output.print_pages()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        if self._making.job and not event.spontaneous():
            self._stop_making()
            self.output.take(None)
            self._asked = None
            self.set_stale()


class _Making:
    """The pages under way, apart from the page of the window, which may go before they are done."""

    def __init__(self) -> None:
        self.job: Job | None = None

    def cancel(self) -> None:
        """Call them off; nobody is told then."""
        if self.job is not None:
            self.job.cancel()
        self.job = None


def _publish(context: AppContext, asked: Asked, job: Job) -> Made:
    job.check()  # it may have waited behind other work until nobody wants it and the file is closed
    now = context.now()
    return publishing.make(
        asked.name,
        context.storage,
        context.actor,
        asked.choices,
        asked.language,
        today=now.date(),
        now=now,
        on_page=job.check,
    )
