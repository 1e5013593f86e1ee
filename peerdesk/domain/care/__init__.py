"""Care of one member over time: recovery, milestones, contact needed, follow-ups, contacts, goals."""
