"""Today: who needs contact and why, with the one act that answers it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.attention import SETTLED, AttentionGroup, AttentionRow, Reason, grouped
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.today import TodayScreen
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.keys import PageKey, with_key
from peerdesk.ui.today.lists import HEAD_HEIGHT, TableOrHint
from peerdesk.ui.widgets.parts import button, label, offer, rename, row, wide
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.folding import Fold, FoldingModel, FoldingTable
from peerdesk.ui.widgets.tables.rows_model import Column
from peerdesk.ui.widgets.tips import set_tip


class AttentionCard(QFrame):
    """The members, the rule behind the chosen one, and a button that makes a follow-up of it (key F)."""

    member_chosen = Signal(int)
    follow_up_asked = Signal(int, str)
    """Of a member, by id and name."""

    mentoring_asked = Signal()

    def __init__(self, keys_from: QWidget, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self._may = context.actor.may(Permission.KEEP_FOLLOW_UPS)
        self._thresholds = Thresholds()
        self._chosen: int | str | None = None
        self._place = 0
        self._build()
        self._connect(keys_from)

    def _build(self) -> None:
        self.model: FoldingModel[AttentionRow] = FoldingModel(_columns(), self)
        self.model.set_folded(self._remembered())
        self.table = FoldingTable(self.model, "attention", _("Contact needed"))
        self.count = wide(label("", "hint"))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(label(_("Contact needed"), "section"), self.count)
        head.setFixedHeight(HEAD_HEIGHT)
        self.rule = label("", "hint", wrap=True)
        self._empty = _(
            "Nobody needs contact now. Members stand here with the reason, for example after absences running."
        )
        self.hint = label(self._empty, "hint", wrap=True)
        self._body = TableOrHint(self.table, Widths((NAME_WIDTH, 0, 90, 84), least={1: 100}, goes=(3, 2)), self.hint)
        self.follow_up_button = button(_("Make a follow-up"), "followUp", icon="phone")
        set_tip(
            self.follow_up_button,
            with_key(_("A call due today, with the reasons written down"), PageKey.MAKE_FOLLOW_UP.shown),
        )
        self.stalled_button = button(_stalled(0), "stalled", flat=True, icon="heart-handshake")
        for last in (self.rule, self.stalled_button):  # their lines stay where they stand while nothing is said there
            policy = last.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            last.setSizePolicy(policy)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.setSpacing(6)
        lines.addWidget(head)
        lines.addWidget(self._body, 1)
        lines.addWidget(self.rule)
        lines.addWidget(row(self.follow_up_button, self.stalled_button, None))
        self._show_unknown()

    def _show_unknown(self) -> None:
        """Nobody knows yet: what stands there nearly always has its place already."""
        offer(self.follow_up_button, allowed=self._may)
        offer(self.stalled_button, allowed=False)
        self._explain()

    def _connect(self, keys_from: QWidget) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.folded.connect(self._on_folded)
        self.table.selected.connect(self._on_selected)
        self.follow_up_button.clicked.connect(self._on_follow_up)
        self.stalled_button.clicked.connect(self.mentoring_asked)
        PageKey.MAKE_FOLLOW_UP.listen(keys_from, self._on_follow_up)

    def show_day(self, day: TodayScreen, empty: str = "") -> None:
        """Show who needs contact on a day, or a sentence where nobody does, which may be another one than usual.

        Who was chosen stays so. Where they are folded away now the one who stands in their place is chosen, so that the
        next follow-up is one key further.
        """
        self._thresholds = day.thresholds
        self.model.set_folds([_fold(group) for group in grouped(day.attention, day.day)])
        self._show_chosen()
        self.hint.setText(empty or self._empty)
        self._body.show_table(bool(day.attention))
        self.rule.setVisible(bool(day.attention))
        shown = sum(not member.settled for member in day.attention)
        self.count.setText(_shown(shown, day.needing_contact, day.settled))
        self.follow_up_button.setVisible(self._may and bool(day.attention))
        self.stalled_button.setVisible(bool(day.stalled))
        rename(self.stalled_button, _stalled(day.stalled))
        self._explain()

    def chosen(self) -> AttentionRow | None:
        """The member who is chosen; ``None`` while nobody is, or a heading."""
        return self.model.record(self.table.currentIndex())

    def _show_chosen(self) -> None:
        lines = self.model.rows()
        places = {_identity(line): place for place, line in enumerate(lines)}
        if self._chosen is not None and self._chosen not in places and lines:
            self._place = min(self._place, len(lines) - 1)
            further = (place for place in range(self._place, len(lines)) if not isinstance(lines[place], Fold))
            self._place = next(further, self._place)
            self._chosen = _identity(lines[self._place])
        self.table.show_line(places.get(self._chosen) if self._chosen is not None else None)

    def _explain(self) -> None:
        member, heading = self.chosen(), self.model.heading(self.table.currentIndex())
        self.follow_up_button.setEnabled(member is not None and member.follow_up_on is None)
        if heading is not None:
            self.rule.setText(words.group_rule(heading.key, self._thresholds))
        elif member is None:
            self.rule.setText(_("Choose a member to see the rule behind the reason, and to make a follow-up."))
        else:
            self.rule.setText(_explained(member, self._thresholds))

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        member = self.model.record(index)
        if member is not None:
            self.member_chosen.emit(member.member_id)

    @Slot()
    def _on_folded(self) -> None:
        settings = self._context.settings
        settings.folded[self._context.actor.user_name] = sorted(self.model.folded)
        settings.save()

    def _remembered(self) -> frozenset[str]:
        """What this user folded the last time. The file may have been written by anybody."""
        kept = self._context.settings.folded.get(self._context.actor.user_name)
        return (
            frozenset(key for key in kept if isinstance(key, str)) if isinstance(kept, list) else frozenset({SETTLED})
        )

    @Slot()
    def _on_selected(self, *_index: object) -> None:
        index = self.table.currentIndex()
        self._chosen = _identity(self.model.row(index)) if index.isValid() else None
        self._place = max(index.row(), 0)
        self._explain()

    @Slot()
    def _on_follow_up(self) -> None:
        member = self.chosen()
        if self._may and member is not None and member.follow_up_on is None:
            self.follow_up_asked.emit(member.member_id, member.name)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _fold(group: AttentionGroup) -> Fold[AttentionRow]:
    counted = ngettext("{count} member", "{count} members", len(group.rows)).format(count=len(group.rows))
    return Fold(group.key, words.group_title(group.key), counted, group.rows)


def _identity(line: AttentionRow | Fold[AttentionRow]) -> int | str:
    return line.key if isinstance(line, Fold) else line.member_id


def reasons_in_short(reasons: Sequence[Reason]) -> str:
    """The most pressing reason, and how many more there are; of a settled one what was done."""
    first, more = words.reason_with_done(reasons[0]), len(reasons) - 1
    if not more:
        return first
    return ngettext("{reason} (and {count} more)", "{reason} (and {count} more)", more).format(reason=first, count=more)


def _explained(member: AttentionRow, thresholds: Thresholds) -> str:
    """A member's reasons, for which a column may be too narrow, and the rules behind them."""
    codes = dict.fromkeys(reason.code for reason in member.reasons)
    reasons = "; ".join(map(words.reason_with_done, member.reasons))
    return "\n".join([reasons, *(words.rule(code, thresholds) for code in codes)])


def _follow_up(member: AttentionRow) -> str:
    return short_date(member.follow_up_on) if member.follow_up_on else "–"


def _shown(shown: int, there: int, settled: int) -> str:
    if shown == there:
        counted = ngettext("{count} member", "{count} members", there).format(count=there) if there else ""
    else:
        counted = _("the {shown} most pressing of {there}").format(shown=shown, there=there)
    done = ngettext("{count} settled", "{count} settled", settled).format(count=settled) if settled else ""
    return " · ".join(filter(None, (counted, done)))


def _stalled(pairs: int) -> str:
    text = ngettext("{count} mentoring pair has lost touch", "{count} mentoring pairs have lost touch", pairs)
    return text.format(count=pairs)


def _columns() -> list[Column[AttentionRow]]:
    return [
        Column(_("Member"), lambda member: member.name),
        Column(_("Why"), lambda member: reasons_in_short(member.reasons)),
        Column(_("Phone"), lambda member: member.phone),
        Column(_("Follow-up"), _follow_up, lambda member: member.follow_up_on),
    ]
