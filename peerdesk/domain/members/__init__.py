"""Members and their stays: who somebody is, how they are named, and the codes of the portal."""
