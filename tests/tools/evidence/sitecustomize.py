"""Measure every Python process of an implementation, servers and commands: `coverage` is beside it.

It runs in the environment of the implementation, from a folder of its own on PYTHONPATH.
"""

import coverage

coverage.process_startup()
