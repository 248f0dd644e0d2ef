"""Differential runs: one sequence of requests, all implementations and a model of the contract."""
