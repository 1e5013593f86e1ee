"""What the Mentoring screen shows: three lists, and what was chosen in the one that is seen."""

from dataclasses import dataclass

from peerdesk.domain.mentor_ranking import Search
from peerdesk.domain.mentoring_rows import MentoringOverview, PairPage


@dataclass(frozen=True, slots=True)
class MentoringScreen:
    """The lists with what stands beside them. A mentor stands in the lists with all there is to show.

    Attributes:
        pair: beside the list of pairs; ``None`` beside the others, and without any pair.
        search: who could accompany the member chosen among those who wait; ``None`` beside the others.
    """

    overview: MentoringOverview
    pair: PairPage | None = None
    search: Search | None = None
