"""The Measures screen."""
