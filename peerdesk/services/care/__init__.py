"""Acts and reads about one member's care: recovery, milestones, follow-ups, contacts, goals."""
