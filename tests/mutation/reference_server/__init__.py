"""The whole contract in memory, on the standard library alone, made to be broken by mutants."""
