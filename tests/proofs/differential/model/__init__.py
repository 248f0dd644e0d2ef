"""A model of the contract: the responses it expects, with ids and times of its own."""
