"""Sessions: sheets, attendance, notes, plans, the book, seals."""
