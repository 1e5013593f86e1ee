"""What ends with a death, in the archive or with a group, and what was put right about a member, in sentences."""

from collections.abc import Iterator
from datetime import date

from peerdesk.domain.dates import short_date
from peerdesk.domain.members.changes import ChangedFact, ChangeRow
from peerdesk.domain.members.endings import WhatCloses, WhatEnds
from peerdesk.domain.members.stays import DischargeType, Series
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.words.codes import of


def what_ends(ends: WhatEnds) -> str:
    """Everything that ends, a line for each kind; says so where nothing does."""
    lines = list(_ending(ends))
    if not lines:
        return _("Nothing goes on that would end with it.")
    return "\n".join([_("With it end:"), *(f"• {line}" for line in lines)])


def _ending(ends: WhatEnds) -> Iterator[str]:
    if ends.in_programme:
        yield _("the stay")
    if ends.groups:
        yield _("groups: {names}").format(names=", ".join(ends.groups))
    if ends.waitlists:
        yield _("waitlists: {names}").format(names=", ".join(ends.waitlists))
    if ends.companions:
        yield _("mentoring with {names}").format(names=", ".join(ends.companions))
    if ends.mentor:
        yield _("the agreement to accompany others")
    if ends.follow_ups:
        yield ngettext("{count} follow-up still open", "{count} follow-ups still open", ends.follow_ups).format(
            count=ends.follow_ups
        )
    if ends.duties:
        yield ngettext("{count} turn at a duty", "{count} turns at duties", ends.duties).format(count=ends.duties)


def what_closes(ends: WhatCloses) -> str:
    """Everything that ends with a group, a line for each kind; says so where nothing does."""
    lines = list(_closing(ends))
    if not lines:
        return _("Nothing goes on that would end with it.")
    return "\n".join([_("With it end:"), *(f"• {line}" for line in lines)])


def _closing(ends: WhatCloses) -> Iterator[str]:
    if count := ends.memberships:
        yield ngettext("{count} membership", "{count} memberships", count).format(count=count)
    if count := ends.waiting:
        yield ngettext("{count} place on the waitlist", "{count} places on the waitlist", count).format(count=count)
    if count := ends.duties:
        yield ngettext("{count} turn at a duty", "{count} turns at duties", count).format(count=count)


def discharged(how: DischargeType, referred_to: str) -> str:
    """``Referred to another place: District hospital``, or how else a stay ended."""
    if not referred_to:
        return of(how)
    return _("{how}: {place}").format(how=of(how), place=referred_to)


def changed(row: ChangeRow) -> str:
    """``18-11-2026, Meena Rawat · Admitted on: 18-11-2026 → 15-11-2026.`` and why."""
    told = _("{day}, {name} · {what}: {old} → {new}.").format(
        day=short_date(row.at.date()),
        name=row.by,
        what=of(row.fact),
        old=_shown(row.fact, row.old),
        new=_shown(row.fact, row.new),
    )
    return f"{told} {row.why}".rstrip()


def _shown(fact: ChangedFact, kept: str) -> str:
    """A value as it is kept, as a sentence mentions it."""
    if not kept:
        return "–"
    match fact:
        case ChangedFact.SERIES:
            return of(Series(kept))
        case ChangedFact.DISCHARGE_TYPE:
            return of(DischargeType(kept))
        case ChangedFact.NUMBER | ChangedFact.REFERRED_TO:
            return kept
        case _:
            return short_date(date.fromisoformat(kept))
