"""The copies of a centre's record as files: taken, packed, read, put in place of what is there."""
