"""The redacted copies that people ask for."""
