"""Making the follow-up that answers a member's reasons, from any page: said with its day, and with *Undo*."""

from functools import partial

from peerdesk.context import AppContext
from peerdesk.domain.care.follow_ups import Finished, FollowUpOutcome
from peerdesk.services.care import follow_ups
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.words import follow_ups as words


def make_follow_up(context: AppContext, messages: Messages, undo_bar: UndoBar, member_id: int, name: str) -> None:
    """Make it and say so; one that was there already is said, and is not there to be undone."""
    with messages.reporting():
        made = follow_ups.make_follow_up(context.storage, context.actor, member_id, today=context.today())
        text = words.made(name, made)
        if made.is_new:
            undo_bar.offer(text, partial(_undo, context, messages, made.id))
        else:
            messages.say(text)


def _undo(context: AppContext, messages: Messages, follow_up_id: int) -> None:
    with messages.reporting():
        not_needed = Finished(FollowUpOutcome.CANCELLED, context.today())
        follow_ups.finish(context.storage, context.actor, follow_up_id, not_needed, today=context.today())
