"""Words for what the audit trail says."""
