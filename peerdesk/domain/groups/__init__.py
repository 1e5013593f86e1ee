"""Groups: what they are, who may join them, how large they get, when they meet, what they share."""
