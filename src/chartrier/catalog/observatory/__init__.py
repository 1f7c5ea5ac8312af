"""What instances publish of themselves, the keys that are trusted, who agreed to be counted."""
