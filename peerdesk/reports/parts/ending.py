"""How a report ends: lines for the hand, as many as the page has room for, and the signatures under them."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from peerdesk.reports.parts.blocks import LINE, Signatory, ruled_lines, signatures
from peerdesk.reports.parts.type import Text

FEWEST_LINES, MOST_LINES = 2, 5
_ABOVE: tuple[float, float] = (18 * mm, 8 * mm)  # free height to sign in; the lower where a page would be begun for it


class Ending(Flowable):  # type: ignore[misc]
    """A heading, two to five ruled lines and the signatures: in one piece, so that nobody signs an empty page.

    Lines give way before a new page is begun, then the height over the signatures.

    Args:
        heading: over the lines.
        people: who signs.
    """

    def __init__(self, heading: Text, people: Sequence[Signatory]) -> None:
        super().__init__()
        self._heading, self._people = heading, people

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Width and height; called by reportlab."""
        for above in _ABOVE:
            signing = signatures(self._people, avail_width, above=above)
            fixed = self._height(self._heading, avail_width) + self._height(signing, avail_width)
            fitting = int((avail_height - fixed) // LINE)
            if fitting >= FEWEST_LINES:
                break
        count = max(FEWEST_LINES, min(MOST_LINES, fitting))
        self._parts: list[Text | Table] = [self._heading, ruled_lines(count, avail_width), signing]
        self.width, self.height = avail_width, fixed + count * LINE
        return self.width, self.height

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's
        """Air over the heading; called by reportlab."""
        return float(self._heading.getSpaceBefore())

    def draw(self) -> None:
        """Draw the parts from the top; called by reportlab."""
        top = self.height
        for part in self._parts:
            top -= self._height(part, self.width)
            part.drawOn(self.canv, 0, top + part.getSpaceAfter())

    @staticmethod
    def _height(part: Text | Table, room: float) -> float:
        return float(part.wrap(room, 1e6)[1] + part.getSpaceAfter())
