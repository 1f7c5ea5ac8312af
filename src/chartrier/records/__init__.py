"""The vocabulary: frozen values that every floor above speaks in. Import from the modules themselves."""
