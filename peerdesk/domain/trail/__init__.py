"""The audit trail as people read it: what was done to which record, and what each fact of an entry is."""
