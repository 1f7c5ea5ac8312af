"""The copies together: a package in all of them, the log published in each, one that was away brought up to date."""
