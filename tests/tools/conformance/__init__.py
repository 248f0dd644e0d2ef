"""The contract suite against a service that somebody else runs."""
