"""Load: many writers at once, then a look whether all that was acknowledged is there."""
