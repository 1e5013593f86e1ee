"""How a goal or a pledge is told: what it is, where it stands, what was said of it."""

from peerdesk.domain.care.goals import GoalKind, GoalState, GoalWordKind
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.words.codes import of


def state_of(kind: GoalKind, state: GoalState) -> str:
    """*Reached*; of a pledge *Kept*."""
    if kind is GoalKind.PLEDGE and state is GoalState.REACHED:
        return pgettext("pledge", "Kept")
    return of(state)


def said(kind: GoalWordKind, text: str) -> str:
    """``Progress: four times``; of a pledge that is read out perhaps *Not yet* alone."""
    return _("{question}: {what}").format(question=of(kind), what=text) if text else of(kind)
