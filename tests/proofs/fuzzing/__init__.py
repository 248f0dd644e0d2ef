"""Schema-driven fuzzing: Schemathesis draws requests from the contract and judges the responses."""
