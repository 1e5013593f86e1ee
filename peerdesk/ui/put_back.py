"""The undo bar of a deletion: it puts back what the bin would put back later, from the same place."""

from collections.abc import Iterable
from functools import partial

from peerdesk.context import AppContext
from peerdesk.services import bin as bin_acts
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar


def offer_back(bar: UndoBar, text: str, context: AppContext, messages: Messages, *entries: int | None) -> None:
    """Say what was deleted and offer it back; nothing where somebody else had deleted it already."""
    if there := [entry for entry in entries if entry is not None]:
        bar.offer(text, partial(_put_back, context, messages, there))


def _put_back(context: AppContext, messages: Messages, entries: Iterable[int]) -> None:
    with messages.reporting():
        for entry in entries:
            bin_acts.put_back(context.storage, context.actor, entry)
