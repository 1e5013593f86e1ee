"""Acts and reads about mentors and their mentorships."""
