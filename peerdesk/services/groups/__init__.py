"""Acts and reads about groups: rosters, waitlists, duties, incidents."""
