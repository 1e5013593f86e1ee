"""Sessions: marks, notes, plans, guests, signatures."""
