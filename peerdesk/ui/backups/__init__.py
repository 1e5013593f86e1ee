"""Copies of the record at the screen: they make themselves, and are put back by the people themselves."""
