"""Differential runs: one sequence of requests, all implementations and the reference server."""
