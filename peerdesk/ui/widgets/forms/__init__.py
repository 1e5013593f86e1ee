"""Fields, panels, drafts: how something is typed, tried and kept."""
