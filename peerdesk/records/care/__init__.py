"""Recovery, milestones, contact needed, follow-ups, contacts, goals."""
