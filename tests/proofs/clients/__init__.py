"""Generated clients: each implementation's document is good for code that talks to all three."""
