"""The Mentoring screen."""
