"""What collectivités answered of their maturity, a row a year."""
