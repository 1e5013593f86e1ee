"""Acts and reads about sessions: attendance, notes, plans, the book, signing."""
