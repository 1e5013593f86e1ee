"""How long a record is kept, holds on it, and erasing it: for the coordinator."""
