"""Personal data: what is found in documents, on the same series and units as the archive."""
