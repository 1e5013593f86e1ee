"""Who is on a roster on a day: the one condition that all ask for."""

from datetime import date

from peewee import Expression

from peerdesk.db.models import Membership


def on_roster(day: date) -> Expression:
    """Condition on memberships that hold on a day."""
    return (Membership.from_day <= day) & (Membership.to_day.is_null() | (Membership.to_day >= day))
