"""Version 4, a module for each subject."""
