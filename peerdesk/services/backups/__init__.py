"""Copies of the whole record: made by themselves, found on sticks, tried, and put back."""
