"""A member's measures: the latest number of each scale, how it changed, and the way there."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import Measured, ScaleTrend, Trend
from peerdesk.domain.measures.scales import Scale
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Phase
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.measures import measures
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import MeasuresOf
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.charts.trend_chart import TrendChart
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.links import link_button
from peerdesk.ui.widgets.parts import button, column, label, offer, row, wide
from peerdesk.words import measures as words

_TALL, _LOW = 64, 34
_BESIDE = 120


class MeasuresSection(QWidget):
    """One block per scale the member answered. Sheets can be taken out here, and put back."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._trends: Sequence[ScaleTrend] = ()
        self._opened: frozenset[str] = frozenset()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._may_keep = self._context.actor.may(Permission.KEEP_MEASURES)
        self.enter_button = button(_("Enter answers"), "enterMeasures", icon="plus")
        offer(self.enter_button, allowed=self._may_keep)
        self.undo_bar = UndoBar(self)
        self._scales = Lines("memberMeasures", _("Measures"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (heading(_("Measures"), self.enter_button), self._scales):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.enter_button.clicked.connect(self._on_enter)
        self._scales.clicked.connect(self._on_clicked)

    def show_member(self, page: MemberPage, trends: Sequence[ScaleTrend]) -> None:
        """Show what a member answered, as the page's reading found it for this reader."""
        if self._member is None or self._member.id != page.id:
            self._opened = frozenset()
            self.undo_bar.leave()
        self._member, self._trends = page, trends
        self.enter_button.setVisible(self._may_keep and page.stands_in(Part.MEASURES))
        self._scales.show_lines(
            [self._block(page, place, found) for place, found in enumerate(trends)],
            _("No answers yet. Scales show how craving, confidence or strength change from week to week."),
        )

    def _block(self, page: MemberPage, place: int, found: ScaleTrend) -> QWidget:
        scale = found.scale
        parts: list[QWidget] = [label(words.scale_name(scale), "fieldLabel", wrap=True)]
        if found.due and page.phase is Phase.IN_PROGRAMME:
            parts[0] = row(wide(label(words.scale_name(scale), "fieldLabel", wrap=True)), label(_("due"), "badge"))
        shown = [trend for trend in found.trends if trend.points]
        parts += [_score(scale, trend) if trend.item is None else _ruler(scale, trend) for trend in shown]
        if reference := words.scale_reference(scale):
            parts.append(label(reference, "hint", wrap=True))
        parts += self._history(place, found)
        return column(*parts, spacing=4, margins=(0, 0, 0, 6))

    def _history(self, place: int, found: ScaleTrend) -> Iterator[QWidget]:
        """The sheets of a scale, newest first, once they were asked for."""
        is_open = found.scale.code in self._opened
        count = len(found.measured)
        show = ngettext("Show {count} sheet", "Show {count} sheets", count).format(count=count)
        toggle = link_button(_("Hide the sheets") if is_open else show, f"sheets-{found.scale.code}")
        toggle.setAccessibleName(f"{toggle.text()}: {words.scale_name(found.scale)}")
        toggle.setProperty("id", -1 - place)
        yield row(toggle, None)
        if is_open:
            for measured in reversed(found.measured):
                yield self._sheet_line(found, measured)

    def _sheet_line(self, found: ScaleTrend, measured: Measured) -> QWidget:
        day = short_date(measured.day)
        text = label(f"{day} · {_in_short(found.scale, measured)} · {measured.by}", "hint", wrap=True)
        remove = button(_("Remove"), f"removeMeasure-{measured.id}", flat=True)
        remove.setProperty("id", measured.id)
        remove.setAccessibleName(_("Remove the answers of {day}").format(day=day))
        if not self._may_keep:
            remove.hide()
        return row(wide(text), remove)

    @Slot()
    def _on_enter(self) -> None:
        if self._member is not None:
            self._messages.lead_to(MeasuresOf(self._member.id))

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        """A negative number opens or closes the sheets of a scale, any other takes a sheet out."""
        if number < 0:
            self._opened ^= {self._trends[-1 - number].scale.code}
            if self._member is not None:
                self.show_member(self._member, self._trends)
            return
        self._remove(number)

    def _remove(self, measurement_id: int) -> None:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        context = self._context
        measured = next(row_ for found in self._trends for row_ in found.measured if row_.id == measurement_id)
        with self._messages.reporting():
            binned = measures.remove(context.storage, context.actor, measurement_id)
            text = _("The answers of {day} were removed.").format(day=short_date(measured.day))
            offer_back(self.undo_bar, text, context, self._messages, binned)


def _score(scale: Scale, trend: Trend) -> QWidget:
    """The latest score, its change below, and a chart over the whole width."""
    chart = _chart(scale, trend, _TALL)
    return column(*_latest(scale, trend), chart, spacing=1)


def _ruler(scale: Scale, trend: Trend) -> QWidget:
    """One question: the latest number and its change, a small chart beside it."""
    chart = _chart(scale, trend, _LOW)
    chart.setFixedWidth(_BESIDE)
    return row(column(*_latest(scale, trend), spacing=0), chart)


def _latest(scale: Scale, trend: Trend) -> Iterator[QWidget]:
    assert trend.latest is not None, "a trend without a number is not shown"  # noqa: S101 - tells the type checker
    day, value = trend.latest
    text = _("{name}: {value}").format(name=words.trend_name(scale, trend), value=words.out_of(value, trend))
    yield label(text, "measure", wrap=True)
    yield label(" · ".join(filter(None, (short_date(day), words.change(trend.change)))), "hint", wrap=True)


def _chart(scale: Scale, trend: Trend, height: int) -> TrendChart:
    place = trend.item.place if trend.item else 0
    chart = TrendChart(f"chart-{scale.code}-{place}", height=height)
    reference = scale.reference if trend.item is None else None
    spoken = words.trend_in_words(scale, trend)
    chart.show_points(trend.points, trend.lowest, trend.highest, spoken=spoken, reference=reference)
    return chart


def _in_short(scale: Scale, measured: Measured) -> str:
    """A sheet in a line: its score, or its answers in the order of the questions."""
    values = [measured.answers.get(item.place) for item in scale.items]
    if scale.summed and None not in values:
        return _("score {value}").format(value=sum(value for value in values if value is not None))
    return " ".join("–" if value is None else str(value) for value in values)
