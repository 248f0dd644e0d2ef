"""What wraps an implementation's application in a test: it runs in the implementation's own
environment, beside its folder, and imports nothing else of tests/."""
