"""A static page of what a run has shown."""
