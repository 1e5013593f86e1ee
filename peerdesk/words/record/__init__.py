"""What is said of the record itself: what a check found, and what came back from a damaged one."""
