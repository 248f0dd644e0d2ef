"""Faults: the database restarted or gone, the service killed or told to stop, under load."""
