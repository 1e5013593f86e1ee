"""A member's staying-well plan on their page."""
