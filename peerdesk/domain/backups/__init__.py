"""The copies of a centre's record: what one says of itself, which are kept, when the next is due."""
