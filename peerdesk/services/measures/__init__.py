"""Acts and reads about scales and what was answered."""
