"""Mine or everybody's: whose members a page shows, remembered for each user."""

from PySide6.QtCore import Signal, Slot

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.members.key_counsellors import Whose, can_answer
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.inputs.chips import Chip, Chips
from peerdesk.ui.widgets.parts import offer


class WhoseChips(Chips):
    """Two chips, not offered to who can be nobody's key counsellor.

    Args:
        context: whose choice it is.
        page: what it is remembered by.
    """

    whose_chosen = Signal()

    def __init__(self, context: AppContext, page: str) -> None:
        spoken = {
            Whose.MINE: _(
                "Mine: members whose key counsellor I am, and those who have none yet, for they are everybody's"
            ),
            Whose.EVERYBODY: _("Everybody's: the members of all counsellors"),
        }
        chips = [Chip(_key(whose), words.of(whose), text) for whose, text in spoken.items()]
        super().__init__(f"{page}Whose", _("Whose members"), chips)
        self._context, self._page = context, page
        offer(self, allowed=can_answer(context.actor.role))
        self.chosen.connect(self._on_chosen)

    def remembered(self) -> Whose | None:
        """What was chosen the last time; ``None`` if nothing was. The file may have been written by anybody."""
        mine = self._context.settings.whose.get(self._context.actor.user_name)
        kept = mine.get(self._page) if isinstance(mine, dict) else None
        return next((whose for whose in Whose if whose == kept), None) if can_answer(self._context.actor.role) else None

    def shown(self) -> Whose:
        """Whose members the page shows."""
        return next(whose for whose in Whose if _key(whose) == self.key())

    def show_whose(self, whose: Whose) -> None:
        """Show what the page shows, announcing nothing."""
        self.choose(_key(whose))

    def nothing(self, usual: str) -> str:
        """What stands in the place of an empty list: that others may have something, or the usual sentence."""
        if self.shown() is Whose.EVERYBODY:
            return usual
        return _("There is nothing of yours here. “Everybody's” shows what the others have.")

    @Slot()
    def _on_chosen(self) -> None:
        settings, user = self._context.settings, self._context.actor.user_name
        kept = settings.whose.get(user)
        settings.whose[user] = {**(kept if isinstance(kept, dict) else {}), self._page: self.shown().value}
        settings.save()
        self.whose_chosen.emit()


def _key(whose: Whose) -> str:
    """Another one than those of the chips beside it."""
    return f"whose-{whose.value}"
