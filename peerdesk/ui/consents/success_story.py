"""A member's success story: their own words, kept while they agree to share them, printed on one page."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.consents import ConsentKind, latest
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import success_stories
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.name_warning import NameWarning
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.lines import heading
from peerdesk.ui.widgets.parts import button, flow, label, offer, rename, text_edit

_HEIGHT = 180


class SuccessStoryPanel(RecordPanel[MemberPage]):
    """The story as the member tells it. It warns when somebody else is named."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "successStory", _("Success story"), _("Keep"))
        self.text, self.told_on = text_edit(_HEIGHT), DayEdit()
        own = _("How it was, what helped, how it is now. Please name nobody: it is shared without names.")
        text = Field(_("In the member's own words"), self.text, "text", hint=own)
        day = Field(_("Told on"), self.told_on, "told_on")
        self.warning = NameWarning(self._named, [self.text])
        self.take_fields((text, day), (label(own, "hint", wrap=True), text, self.warning, day))

    def _named(self, text: str) -> Sequence[str]:
        context = self._context
        with self._messages.reporting():
            return success_stories.names_in(context.storage, context.actor, self.record.id, text)
        return ()

    def start(self, member: MemberPage) -> None:
        kept = member.success_story
        self.text.setPlainText(kept.text if kept else "")
        self.told_on.set_day(kept.told_on if kept else self._context.today())

    def keep(self) -> None:
        context = self._context
        told = ToldStory(self.text.toPlainText(), self.told_on.required_day("told_on"))
        success_stories.keep(context.storage, context.actor, self.record.id, told, today=context.today())


class SuccessStorySection(QWidget):
    """The story with what can be done about it. Hidden from who may not see stories."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self._member: MemberPage | None = None
        self._build()
        self._connect()
        offer(self, allowed=context.actor.may(Permission.KEEP_STORIES))

    def _build(self) -> None:
        self.write_button = button(_("Write it down"), "writeSuccessStory", icon="pencil")
        self.print_button = button(_("Print"), "printSuccessStory", flat=True, icon="printer")
        self.print_button.setAccessibleName(_("Print the success story"))
        self.remove_button = button(_("Remove"), "removeSuccessStory", flat=True)
        self.remove_button.setAccessibleName(_("Remove the success story"))
        self.panel = SuccessStoryPanel(self._context, self._messages)
        self._says = label("", "hint", wrap=True)
        self._text = label("", "noteText", wrap=True)
        self._told = label("", "hint", wrap=True)
        self._acts = flow(self.print_button, self.remove_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Success story"), self.write_button),
            self._says,
            self.panel,
            self._text,
            self._told,
            self._acts,
        ):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.write_button.clicked.connect(self._on_write)
        self.print_button.clicked.connect(self._on_print)
        self.remove_button.clicked.connect(self._on_remove)

    def show_member(self, member: MemberPage) -> None:
        """Show a member's story as the file has it now; a panel under way stays as it is."""
        self._member, story = member, member.success_story
        agreed = latest(member.consents, ConsentKind.STORY)
        may_share = agreed is not None and agreed.stands
        rename(self.write_button, _("Change") if story else _("Write it down"))
        self.write_button.setAccessibleName(_("Change the success story") if story else _("Write the success story"))
        withdrawn = agreed is not None and not agreed.stands and story is not None
        self.write_button.setVisible(member.stands_in(Part.CONSENTS) and not withdrawn)
        if agreed is None:
            says = _("It needs the member's consent to share it; record that first, under Consents.")
        elif agreed.withdrawn_on is not None:
            says = _("The consent to share it was withdrawn on {day}: it is not printed and not changed.").format(
                day=short_date(agreed.withdrawn_on)
            )
        else:
            says = "" if story else _("None so far. The member agreed to share it.")
        self._says.setText(says)
        self._says.setVisible(bool(says))
        self._text.setText(story.text if story else "")
        self._told.setText(
            _("Told on {day}, written down by {name}").format(day=short_date(story.told_on), name=story.by)
            if story
            else ""
        )
        for part in (self._text, self._told, self._acts):
            part.setVisible(story is not None)
        self.print_button.setVisible(may_share and self._context.actor.may(Permission.PRINT_PROGRESS))
        self.panel.show_for(member)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_write(self) -> None:
        self.panel.open_for(self._shown())
        self.panel_opened.emit(self.panel)

    @Slot()
    def _on_print(self) -> None:
        self._messages.lead_to(ReportPlace("success-story", Choices(member=self._shown().number)))

    @Slot()
    def _on_remove(self) -> None:
        member_id = self._shown().id
        self._do(success_stories.remove, member_id)
        self._undo_bar.offer(
            _("The success story was removed."), partial(self._do, success_stories.bring_back, member_id)
        )

    def _do(self, act: Callable[..., None], member_id: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, member_id)
