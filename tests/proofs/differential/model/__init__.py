"""A model of the contract: the answers it expects, with ids and times of its own."""
