"""Projects made from the folders are whole for every combination of answers, and can be updated."""
