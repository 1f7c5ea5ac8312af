"""What SEDA 2.1, 2.2 and 2.3 allow, as one table of ours, and the schema generated from it."""
