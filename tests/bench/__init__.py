"""How fast, how large, how soon: all three, and their frameworks alone, with what is unknown."""
