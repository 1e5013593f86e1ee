"""What a member agreed to, and the story that they share, on their page."""
