"""What can be read of a damaged record, row by row."""
