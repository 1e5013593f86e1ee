"""Tables, their models and what paints them."""
