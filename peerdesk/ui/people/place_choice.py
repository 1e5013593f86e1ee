"""Choosing the place to which somebody is referred."""

from collections.abc import Sequence

from peerdesk.domain.care.places import PlaceRow
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.inputs.choice import OneOf


class PlaceField(Field):
    """One of the centre's places, or none; not seen where there is nothing to choose from."""

    def __init__(self) -> None:
        self.box: OneOf[int] = OneOf(nothing=_("nowhere"))
        super().__init__(_("Referred to"), self.box, "referred_to")

    def offer(self, places: Sequence[PlaceRow], kept_id: int | None = None, kept: str = "") -> None:
        """Offer these, and the one that is kept already though it was removed from the list since."""
        options = [(place.id, place.name) for place in places]
        if kept_id is not None and kept_id not in dict(options):
            options.append((kept_id, kept))
        if options:  # hidden for a while, the one that was chosen comes back
            self.box.set_options(options)
        self.setVisible(bool(options))

    def choose(self, place_id: int | None) -> None:
        self.box.choose(place_id)

    def place_id(self) -> int | None:
        """The number of the place; ``None`` for nowhere, and where it is not asked."""
        return None if self.isHidden() else self.box.chosen()
