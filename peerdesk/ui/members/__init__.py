"""The Members screen: the list, one member, the forms about them."""
