"""What is drawn: requests that are right in most ways and wrong in a few, as the contract says."""
