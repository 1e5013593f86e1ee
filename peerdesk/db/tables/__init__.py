"""The tables, one module per noun; :mod:`peerdesk.db.models` has all of them."""
