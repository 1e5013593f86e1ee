"""The Follow-ups screen."""
