"""What is put right about a member's stay, and the two acts that end everything: death and archive."""
