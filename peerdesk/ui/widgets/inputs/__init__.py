"""What one value is typed or chosen in."""
