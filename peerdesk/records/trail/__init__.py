"""The audit trail inside a reading: its chain, and its entries as people read them."""
