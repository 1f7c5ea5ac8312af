"""What is owed to the persons whom archives name: their rights by the age of what is held, delays, violations, AIPD."""
