"""What is owed to persons whom archives name: requests, violations, notes on AIPD."""
