"""A member's name that opens their page."""

from PySide6.QtWidgets import QPushButton

from peerdesk.domain.mentoring.mentors import Companion
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.links import link_button

_FRAME = 6  # pixels that the frame of the focus takes from a link's text
_WIDEST = 230  # pixels; a longer name may be cut where there is no room


def person_link(name: str) -> QPushButton:
    """A link that stands for nobody yet; ``name`` is its object name."""
    made = link_button("", name)
    made.setAccessibleName(_("Member"))  # until somebody is shown
    return made


def show_person(link: QPushButton, person: Companion) -> None:
    """Let a link stand for a member."""
    both = " ".join(dict.fromkeys(filter(None, (person.name_latin, person.name_native))))
    link.setText(both.replace("&", "&&"))
    link.setAccessibleName(person.name)
    link.setToolTip(both)
    link.setProperty("id", person.id)
    link.ensurePolished()
    link.setMinimumWidth(min(link.sizeHint().width() + _FRAME, _WIDEST))
