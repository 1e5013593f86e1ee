"""A record that is damaged, or from which entries are missing: said at once, and what can be done."""
