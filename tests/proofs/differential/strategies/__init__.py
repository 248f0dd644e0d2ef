"""What is drawn: requests that are usual in most ways and odd in a few."""
