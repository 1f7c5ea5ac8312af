"""What was seen of personal data in texts: where, never what."""
