"""How long records are kept; what erasing one takes out of the file, and leaves so that seals and trail still tell."""
