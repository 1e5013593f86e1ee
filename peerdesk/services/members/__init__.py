"""Acts and reads about members and their stays."""
