"""The Groups screen: the list, one group, the forms about it."""
