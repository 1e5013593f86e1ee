"""What erasing one person takes out of the file, and what is left behind so that seals and trail still tell."""
