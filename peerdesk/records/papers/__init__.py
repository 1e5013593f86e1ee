"""What several reports ask the file."""
