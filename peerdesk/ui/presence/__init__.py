"""Who is here today."""
